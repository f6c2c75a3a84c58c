using System.Management.Automation;

namespace FlinkZk;

/// <summary>Takes ids of jobs only, and says what they look like.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ValidateJobIdAttribute : ValidateEnumeratedArgumentsAttribute
{
    /// <inheritdoc/>
    protected override void ValidateElement(object element)
    {
        if (element is not string { Length: 32 } id || !id.All(char.IsAsciiHexDigit))
            throw new ValidationMetadataException($"'{element}' is no id of a job: it has 32 hexadecimal digits. Get-FlinkJob shows them.");
    }
}
