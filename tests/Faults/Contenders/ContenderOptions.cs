using System.Text.Json;

namespace FlinkZk.Faults.Contenders;

/// <summary>What a contender is started with.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Seed">Of what it does.</param>
/// <param name="Servers">Where it connects.</param>
/// <param name="Folder">Where its history goes, and where the fenced file lies.</param>
/// <param name="Start">The beginning of the run on the monotonic clock: from it follows which nodes all look at now.</param>
/// <param name="SessionMilliseconds">The session timeout.</param>
/// <param name="SyncIsEnough">Whether reads go behind a sync, or behind a transaction that changes nothing.</param>
internal sealed record ContenderOptions(int Id, int Seed, string Servers, string Folder, long Start, int SessionMilliseconds, bool SyncIsEnough)
{
    /// <summary>The first word of a contender's command line.</summary>
    public const string Verb = "contend";

    public string HistoryPath => Path.Combine(Folder, $"contender-{Id}.jsonl");

    public string ResourcePath => Path.Combine(Folder, "resource");

    public static ContenderOptions Parse(string json) => JsonSerializer.Deserialize<ContenderOptions>(json)!;

    public override string ToString() => JsonSerializer.Serialize(this);
}
