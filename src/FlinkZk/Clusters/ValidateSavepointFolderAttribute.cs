using System.Management.Automation;

namespace FlinkZk;

/// <summary>Takes folders that mean the same wherever they are read: a JobManager would look for others below the folder that it was started in.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ValidateSavepointFolderAttribute : ValidateEnumeratedArgumentsAttribute
{
    /// <inheritdoc/>
    protected override void ValidateElement(object element)
    {
        if (element is not string folder || !(folder.StartsWith('/') || folder.Contains(":/", StringComparison.Ordinal) || folder.Contains(":\\", StringComparison.Ordinal)))
            throw new ValidationMetadataException($"'{element}' is no folder that JobManagers and TaskManagers find: give a URI (s3://bucket/savepoints) or a path from the root (/mnt/savepoints).");
    }
}
