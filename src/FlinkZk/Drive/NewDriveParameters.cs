using System.Collections;
using System.Management.Automation;
using System.Security;

namespace FlinkZk;

/// <summary>What New-PSDrive takes beside its own: how to connect, as Connect-Zk has it. The servers are in -Root, the digest identity is -Credential.</summary>
internal sealed class NewDriveParameters
{
    /// <summary>The wished session timeout; the server has the last word.</summary>
    [Parameter]
    public Duration SessionTimeout { get; set; } = SessionParameters.DefaultTimeout;

    /// <summary>How long to try before giving up.</summary>
    [Parameter]
    public Duration Timeout { get; set; } = SessionParameters.DefaultTimeout;

    /// <summary>User and password of SASL DIGEST-MD5.</summary>
    [Parameter]
    [Credential]
    public PSCredential? Sasl { get; set; }

    /// <summary>Identities of any scheme: a hashtable of scheme and proof (text, a SecureString or bytes).</summary>
    [Parameter]
    public Hashtable? Auth { get; set; }

    /// <summary>Encrypts the connection. The server's certificate must be for the name connected to.</summary>
    [Parameter]
    public SwitchParameter Tls { get; set; }

    /// <summary>A PEM file with the authorities to trust, with -Tls; without it those of the machine.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? CaPath { get; set; }

    /// <summary>A PEM or PFX file with the client's own certificate and key, with -Tls.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Certificate { get; set; }

    /// <summary>The password of the certificate's key.</summary>
    [Parameter]
    public SecureString? CertificatePassword { get; set; }

    /// <summary>Creates the root where it is missing; otherwise that is an error.</summary>
    [Parameter]
    public SwitchParameter CreateRoot { get; set; }

    /// <summary>Takes a server that has lost its quorum, for reads.</summary>
    [Parameter]
    public SwitchParameter ReadOnly { get; set; }

    /// <summary>A file to which every message is written in readable form, secrets masked.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? TracePath { get; set; }

    public SessionParameters ToSession(string servers, PSCredential? credential) => new()
    {
        ConnectionString = servers,
        SessionTimeout = SessionTimeout,
        Timeout = Timeout,
        // New-PSDrive without -Credential hands over an empty one.
        Credential = credential is null || credential == PSCredential.Empty || string.IsNullOrEmpty(credential.UserName) ? null : credential,
        Sasl = Sasl,
        Auth = Auth,
        Tls = Tls,
        CaPath = CaPath,
        Certificate = Certificate,
        CertificatePassword = CertificatePassword,
        CreateRoot = CreateRoot,
        ReadOnly = ReadOnly,
        TracePath = TracePath,
    };
}
