using System.Globalization;
using System.Management.Automation;

namespace FlinkZk;

/// <summary>
/// Takes the number of a session of this runspace for the session, and says what is wrong where one comes out of another process: a job of Start-Job or a
/// remote session gets a copy of the object's properties, without the connection that it stands for.
/// </summary>
internal sealed class SessionArgumentAttribute : ItemArgumentAttribute
{
    private const string CopyOf = "Deserialized." + nameof(FlinkZk) + "." + nameof(ZkSession);

    /// <inheritdoc/>
    protected override object Read(object item)
    {
        if (item is PSObject copy && copy.TypeNames.Contains(CopyOf))
        {
            var servers = copy.Properties[nameof(ZkSession.ConnectionString)]?.Value;
            throw new ArgumentTransformationMetadataException(
                $"A session does not go into another process (Start-Job, Invoke-Command): this is a copy of its properties. Open one there: Connect-Zk '{servers}'. "
                + "It does go into thread jobs and ForEach-Object -Parallel, with $using:.");
        }
        var value = Bare(item);
        if (value is null or ZkSession)
            return item;
        if (value is not int id)
        {
            // The cause is what the engine's own conversion gives: of the pipeline's properties, one that cannot be a session is not bound.
            throw new ArgumentTransformationMetadataException(
                $"'{item}' is not a session. Give what Connect-Zk or Get-ZkSession gives, or its number. The gap of session windows is -SessionGap.", new PSInvalidCastException());
        }
        return RunspaceSessions.Current.List.Find(id) ?? throw new ArgumentTransformationMetadataException(
            string.Create(CultureInfo.InvariantCulture, $"There is no session {id} in this runspace. Get-ZkSession lists those that there are."));
    }
}
