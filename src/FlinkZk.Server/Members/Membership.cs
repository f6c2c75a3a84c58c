using System.Text;

namespace FlinkZk.Server.Members;

/// <summary>
/// What the stages of a write know of the ensemble that they work for: Prepare judges a reconfiguration by it, Apply tells it of one.
/// </summary>
internal sealed class Membership
{
    private volatile EnsembleConfiguration _current = EnsembleConfiguration.None;
    private volatile EnsembleConfiguration _proposed = EnsembleConfiguration.None;

    /// <summary>The configuration in force.</summary>
    public EnsembleConfiguration Current => _current;

    /// <summary>Whether one was judged that is not in force yet. Prepare only.</summary>
    public bool IsChanging => _proposed.Version != _current.Version;

    /// <summary>Whether the member of a number runs, and is in touch with the others.</summary>
    public Func<int, bool> IsInTouch { get; set; } = _ => false;

    /// <summary>Hears of a configuration that has come into force, once the ensemble has started. Apply only: it has to be quick.</summary>
    public Action<EnsembleConfiguration>? Changed { get; set; }

    /// <summary>Takes what was there at the start.</summary>
    public void Begin(EnsembleConfiguration configuration) => _current = _proposed = configuration;

    /// <summary>One is on its way. Prepare only.</summary>
    public void Propose(EnsembleConfiguration configuration) => _proposed = configuration;

    /// <summary>One has come into force. Apply only.</summary>
    public void Apply(ReadOnlySpan<byte> data)
    {
        // Nobody listens yet to a log that is replayed; and that may hold what another server wrote.
        if (Changed is not { } changed)
            return;
        _current = EnsembleConfiguration.Parse(Encoding.UTF8.GetString(data));
        changed(_current);
    }
}
