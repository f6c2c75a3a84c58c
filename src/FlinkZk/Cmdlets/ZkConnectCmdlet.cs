using System.Management.Automation;
using System.Security;
using FlinkZk.Client;

namespace FlinkZk.Cmdlets;

/// <summary>A cmdlet that opens connections of its own: how they are encrypted.</summary>
public abstract class ZkConnectCmdlet : FlinkZkCmdlet
{
    /// <summary>The parameter set in which servers are named.</summary>
    private protected const string ServerSet = "Server";

    /// <summary>Encrypts the connection. The server's certificate must be for the name connected to.</summary>
    [Parameter(ParameterSetName = ServerSet)]
    public SwitchParameter Tls { get; set; }

    /// <summary>A PEM file with the authorities to trust, with -Tls; without it those of the machine.</summary>
    [Parameter(ParameterSetName = ServerSet)]
    [ValidateNotNullOrEmpty]
    public string? CaPath { get; set; }

    /// <summary>A PEM or PFX file with the client's own certificate and key, with -Tls.</summary>
    [Parameter(ParameterSetName = ServerSet)]
    [ValidateNotNullOrEmpty]
    public string? Certificate { get; set; }

    /// <summary>The password of the certificate's key.</summary>
    [Parameter(ParameterSetName = ServerSet)]
    public SecureString? CertificatePassword { get; set; }

    /// <summary>The options; null for plain TCP.</summary>
    /// <param name="fullPath">Makes a path as the prompt has it a full one.</param>
    /// <exception cref="FlinkZkException">A certificate is given without -Tls, or is no file.</exception>
    private protected TlsOptions? ReadTls(Func<string?, string?> fullPath) => TlsInput.Read(Tls, fullPath(CaPath), fullPath(Certificate), CertificatePassword);
}
