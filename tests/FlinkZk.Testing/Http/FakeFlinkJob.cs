using System.Globalization;

namespace FlinkZk.Testing;

/// <summary>A job of a <see cref="FakeFlink"/>.</summary>
/// <param name="id">Its id.</param>
/// <param name="name">Its name.</param>
public sealed class FakeFlinkJob(string id, string name)
{
    /// <summary>The only part of each job.</summary>
    public const string Vertex = "ca88eee0095684d687a1b6495617f957";

    /// <summary>Its id.</summary>
    public string Id => id;

    /// <summary>Its name.</summary>
    public string Name { get; set; } = name;

    /// <summary>Its state.</summary>
    public string State { get; set; } = "RUNNING";

    /// <summary>Whether it runs on though the request to cancel it is taken, as under a leader whose time is over.</summary>
    public bool IsDeafToCancel { get; set; }

    /// <summary>How many of its part run side by side.</summary>
    public int Parallelism { get; set; } = 2;

    /// <summary>How many the adaptive scheduler is to run at the least, and at the most.</summary>
    public (int Lower, int Upper) Required { get; set; } = (1, 2);

    /// <summary>What it was started from; null for nothing.</summary>
    public string? RestoredFrom { get; init; }

    /// <summary>Whether its leader knows nothing of it but its state: it had ended under the one before.</summary>
    public bool IsResultAlone { get; set; }

    /// <summary>Its savepoints, by number.</summary>
    public List<string> Savepoints { get; } = [];

    /// <summary>Whether the newest of them is that of a stop.</summary>
    public bool IsStopped { get; set; }

    /// <summary>Milliseconds between two checkpoints; of a job that makes none as many as there can be.</summary>
    public long CheckpointInterval { get; set; } = 5000;

    /// <summary>Whether it has completed a checkpoint, or as much as begun one.</summary>
    public bool HasCheckpoints { get; set; } = true;

    /// <summary>When it was started.</summary>
    public DateTimeOffset Begun { get; set; } = DateTimeOffset.FromUnixTimeMilliseconds(1767225600000);

    /// <summary>The number of its newest checkpoint.</summary>
    public int Newest { get; set; } = 17;

    /// <summary>The number of the savepoint or checkpoint that it was restored from, and whether that is its own now (Claim).</summary>
    public (int Number, bool IsClaimed) Restored { get; set; } = (3, false);

    /// <summary>How often it has failed, a second apart.</summary>
    public int Failures { get; set; } = 1;

    internal int Looks { get; set; }

    private long Started => Begun.ToUnixTimeMilliseconds();

    private bool HasEnded => State is "FINISHED" or "CANCELED" or "FAILED";

    internal string Summary => string.Create(CultureInfo.InvariantCulture,
        $$"""{"jid":"{{id}}","name":{{FakeFlink.Quoted(Name)}},"start-time":{{Started}},"end-time":{{(HasEnded ? Started + 90000 : -1)}},"duration":90000,"state":"{{State}}","last-modification":{{Started}},"tasks":{"running":{{(State == "RUNNING" ? 4 : 0)}},"total":4} }""");

    internal string Details(string vertex) => string.Create(CultureInfo.InvariantCulture,
        $$"""{"jid":"{{id}}","name":{{FakeFlink.Quoted(Name)}},"state":"{{State}}","start-time":{{Started}},"vertices":[{"id":"{{Vertex}}","name":{{FakeFlink.Quoted(vertex)}},"parallelism":{{Parallelism}},"maxParallelism":128,"status":"{{State}}"}]}""");

    internal string Checkpoints(string folder)
    {
        if (!HasCheckpoints)
            return """{"counts":{"restored":0,"in_progress":0,"completed":0,"failed":0},"latest":{"completed":null,"savepoint":null,"failed":null,"restored":null},"history":[]}""";
        var savepoints = Savepoints.Select((path, index) => Checkpoint(Newest + 1 + index, IsStopped && index == Savepoints.Count - 1 ? "SYNC_SAVEPOINT" : "SAVEPOINT", path)).Reverse().ToArray();
        var completed = Checkpoint(Newest, "CHECKPOINT", string.Create(CultureInfo.InvariantCulture, $"{folder}/{id}/chk-{Newest}"));
        var restored = RestoredFrom is null ? "null" : string.Create(CultureInfo.InvariantCulture, $$"""{"id":{{Restored.Number}},"restore_timestamp":{{Started}},"is_savepoint":{{(Restored.IsClaimed ? "false" : "true")}},"external_path":{{FakeFlink.Quoted(RestoredFrom)}}}""");
        return $$"""{"counts":{"restored":{{(RestoredFrom is null ? 0 : 1)}},"in_progress":0,"completed":17,"failed":1},"latest":{"completed":{{completed}},"savepoint":{{(savepoints.Length == 0 ? "null" : savepoints[0])}},"failed":null,"restored":{{restored}}},"history":[{{string.Join(',', [.. savepoints, completed, Failed])}}]}""";
    }

    private string Failed => string.Create(CultureInfo.InvariantCulture,
        $$"""{"id":16,"status":"FAILED","is_savepoint":false,"trigger_timestamp":{{Started + 70000}},"end_to_end_duration":600000,"state_size":0,"checkpoint_type":"CHECKPOINT","failure_message":"Checkpoint expired before completing."}""");

    private string Checkpoint(int number, string type, string path) => string.Create(CultureInfo.InvariantCulture,
        $$"""{"id":{{number}},"status":"COMPLETED","is_savepoint":{{(type == "CHECKPOINT" ? "false" : "true")}},"trigger_timestamp":{{Started + number * 5000}},"end_to_end_duration":{{number + 5}},"state_size":{{number * 1000}},"checkpoint_type":"{{type}}","external_path":{{FakeFlink.Quoted(path)}},"discarded":false}""");
}
