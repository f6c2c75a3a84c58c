namespace FlinkZk.Wire;

/// <summary>The ids that are not requests' own. Ordinary ids run from 1 to 2^31-1 and wrap to 1, so they never meet these.</summary>
public static class Xid
{
    /// <summary>A watch event.</summary>
    public const int Notification = -1;
    /// <summary>A heartbeat.</summary>
    public const int Ping = -2;
    /// <summary>An auth packet.</summary>
    public const int Auth = -4;
    /// <summary>Watches re-armed after a reconnect.</summary>
    public const int SetWatches = -8;
}
