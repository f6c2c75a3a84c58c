using System.Management.Automation;

namespace FlinkZk;

/// <summary>
/// Says what is wrong where a session comes out of another process: a job of Start-Job or a remote session gets a copy of the object's properties, without the
/// connection that it stands for.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SessionOfThisProcessAttribute : ArgumentTransformationAttribute
{
    private const string CopyOf = "Deserialized." + nameof(FlinkZk) + "." + nameof(ZkSession);

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        foreach (var item in LanguagePrimitives.GetEnumerable(inputData) ?? new[] { inputData })
        {
            if (item is PSObject copy && copy.TypeNames.Contains(CopyOf))
            {
                var servers = copy.Properties[nameof(ZkSession.ConnectionString)]?.Value;
                throw new ArgumentTransformationMetadataException(
                    $"A session does not go into another process (Start-Job, Invoke-Command): this is a copy of its properties. Open one there: Connect-Zk '{servers}'. "
                    + "It does go into thread jobs and ForEach-Object -Parallel, with $using:.");
            }
        }
        return inputData;
    }
}
