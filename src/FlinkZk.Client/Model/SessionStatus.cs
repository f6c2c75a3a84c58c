namespace FlinkZk.Client;

/// <summary>
/// The latest state with a counter. Level-triggered: a slow observer may miss states in between, but never the latest, and the counter tells that there were some.
/// </summary>
/// <param name="State">The state.</param>
/// <param name="Version">Grows by one with each change.</param>
public readonly record struct SessionStatus(SessionState State, long Version)
{
    /// <summary>Whether the session is over for good.</summary>
    public bool IsLost => State is SessionState.Expired or SessionState.AuthFailed or SessionState.Closed;
}
