namespace FlinkZk.Server.ZooCfg;

/// <summary>How much a finding matters.</summary>
public enum ZooCfgSeverity
{
    /// <summary>Good to know.</summary>
    Information,

    /// <summary>It will cost something one day.</summary>
    Warning,

    /// <summary>The server does not start, or data may be lost.</summary>
    Error,
}
