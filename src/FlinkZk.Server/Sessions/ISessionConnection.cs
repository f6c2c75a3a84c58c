namespace FlinkZk.Server.Sessions;

/// <summary>A connection, as the session that it speaks for sees it.</summary>
internal interface ISessionConnection
{
    /// <summary>What it came to.</summary>
    IEntrance Entrance { get; }

    /// <summary>Closes it at once. Any thread.</summary>
    void Close();
}

/// <summary>What a connection came to: a front end while it shows one state. Sessions only compare it.</summary>
internal interface IEntrance;
