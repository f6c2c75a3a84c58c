using System.Collections;
using System.Management.Automation;

namespace FlinkZk.Cmdlets;

/// <summary>How a session is opened, beside where: the parameters of Connect-Zk that New-PSDrive takes too.</summary>
public abstract class ZkOpenCmdlet : ZkConnectCmdlet
{
    /// <summary>The wished session timeout; the server has the last word.</summary>
    [Parameter]
    public Duration SessionTimeout { get; set; } = SessionParameters.DefaultTimeout;

    /// <summary>How long to try before giving up.</summary>
    [Parameter]
    public Duration Timeout { get; set; } = SessionParameters.DefaultTimeout;

    /// <summary>User and password of the scheme digest.</summary>
    [Parameter]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>User and password of SASL DIGEST-MD5. An embedded server is started with this user.</summary>
    [Parameter]
    [Credential]
    public PSCredential? Sasl { get; set; }

    /// <summary>Identities of any scheme: a hashtable of scheme and proof (text, a SecureString or bytes).</summary>
    [Parameter]
    public Hashtable? Auth { get; set; }

    /// <summary>Creates the root of the connection string where it is missing; otherwise that is an error.</summary>
    [Parameter(ParameterSetName = ServerSet)]
    public SwitchParameter CreateRoot { get; set; }

    /// <summary>Takes a server that has lost its quorum, for reads.</summary>
    [Parameter(ParameterSetName = ServerSet)]
    public SwitchParameter ReadOnly { get; set; }

    /// <summary>The server's version, such as 3.4.14, where it cannot be learnt: what a server tells counts more.</summary>
    [Parameter(ParameterSetName = ServerSet)]
    [ValidateNotNullOrEmpty]
    public string? ServerVersion { get; set; }

    /// <summary>A file to which every message is written in readable form, secrets masked.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? TracePath { get; set; }

    /// <summary>How to open the session.</summary>
    /// <param name="servers">The connection string.</param>
    /// <param name="fullPath">Makes a path as the prompt has it a full one.</param>
    internal SessionParameters Parameters(string servers, Func<string?, string?> fullPath) => new()
    {
        ConnectionString = servers,
        SessionTimeout = SessionTimeout,
        Timeout = Timeout,
        Credential = Credential,
        Sasl = Sasl,
        Auth = Auth,
        Tls = ReadTls(fullPath),
        CreateRoot = CreateRoot,
        ReadOnly = ReadOnly,
        ServerVersion = ServerVersion,
        TracePath = fullPath(TracePath),
    };
}
