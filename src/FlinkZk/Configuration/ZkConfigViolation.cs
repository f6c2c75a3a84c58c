using FlinkZk.Coordination;

namespace FlinkZk;

/// <summary>What of a job's values, or of the defaults, does not fit the schema.</summary>
public sealed class ZkConfigViolation : IShown
{
    private readonly SchemaViolation _violation;

    internal ZkConfigViolation(string? job, SchemaViolation violation) => (Job, _violation) = (job, violation);

    /// <summary>The job; null for the defaults.</summary>
    public string? Job { get; }

    /// <summary>The key; empty where the values as a whole do not fit, as when one is missing.</summary>
    public string Key => _violation.Key;

    /// <summary>Where, as a JSON pointer: /limits/0.</summary>
    public string Location => _violation.Location;

    /// <summary>The schema's keyword that it does not fit: type, minimum, required ...</summary>
    public string Keyword => _violation.Keyword;

    /// <summary>In words; never what a secret is.</summary>
    public string Problem => _violation.Problem;

    string? IShown.ShownJob => PlainText.Line(Job);

    string? IShown.ShownKey => PlainText.Line(Key);

    string? IShown.ShownPosition => PlainText.Line(Location);

    string? IShown.ShownReason => PlainText.Line(Problem);

    string? IShown.ShownText => PlainText.Line(Keyword);

    /// <summary>Job, place and problem.</summary>
    public override string ToString() => PlainText.Line($"{Job ?? "defaults"}: {_violation}");
}
