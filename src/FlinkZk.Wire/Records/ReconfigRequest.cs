namespace FlinkZk.Wire;

/// <summary>reconfig (3.5).</summary>
/// <param name="JoiningServers">server.N=… lines to add, comma-separated.</param>
/// <param name="LeavingServers">Server numbers to remove, comma-separated.</param>
/// <param name="NewMembers">All members anew; null for an incremental change, because an empty text is a list, too.</param>
/// <param name="CurrentConfigId">The expected configuration version, -1 for any.</param>
public readonly record struct ReconfigRequest(string? JoiningServers, string? LeavingServers, string? NewMembers, long CurrentConfigId) : IRecord<ReconfigRequest>
{
    /// <inheritdoc/>
    public void Write(ref JuteWriter writer)
    {
        writer.WriteString(JoiningServers);
        writer.WriteString(LeavingServers);
        writer.WriteString(NewMembers);
        writer.WriteLong(CurrentConfigId);
    }

    /// <inheritdoc/>
    public static ReconfigRequest Read(ref JuteReader reader) => new(reader.ReadString(), reader.ReadString(), reader.ReadString(), reader.ReadLong());
}
