namespace FlinkZk.Host;

/// <summary>What the command line asks for.</summary>
internal enum HostMode
{
    /// <summary>A prompt when input is a terminal, else the script that standard input holds.</summary>
    Interactive,

    /// <summary>A script file with its arguments.</summary>
    File,

    /// <summary>A piece of script.</summary>
    Command,

    /// <summary>A ZooKeeper server in the foreground.</summary>
    Server,

    /// <summary>The usage.</summary>
    Help,

    /// <summary>The version.</summary>
    Version,
}
