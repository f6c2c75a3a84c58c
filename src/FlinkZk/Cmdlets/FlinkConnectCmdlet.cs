using System.Management.Automation;
using System.Security;
using System.Text;
using FlinkZk.Clusters.Http;

namespace FlinkZk.Cmdlets;

/// <summary>A cmdlet that connects to a REST server of Flink's: how, and as whom.</summary>
public abstract class FlinkConnectCmdlet : FlinkZkCmdlet
{
    /// <summary>User and password that a proxy in front of Flink asks for.</summary>
    [Parameter]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>The bearer token that a proxy in front of Flink asks for.</summary>
    [Parameter]
    public SecureString? Token { get; set; }

    /// <summary>A PEM file with the authorities to trust, for https; without it those of the machine.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? CaPath { get; set; }

    /// <summary>A PEM or PFX file with one's own certificate and key, for https.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Certificate { get; set; }

    /// <summary>The password of the certificate's key.</summary>
    [Parameter]
    public SecureString? CertificatePassword { get; set; }

    /// <summary>How long a request is tried in all, through a change of the leader; also those of later cmdlets.</summary>
    [Parameter]
    public Duration Timeout { get; set; } = new(TimeSpan.FromSeconds(30));

    /// <summary>How the servers are reached. Credentials that go out in the clear are warned of.</summary>
    /// <param name="endpoints">The servers.</param>
    /// <param name="addresses">Their addresses, as far as they are given.</param>
    private protected FlinkOptions Options(FlinkEndpoints endpoints, IEnumerable<Uri> addresses)
    {
        var authorization = Authorization();
        if (authorization is not null && addresses.FirstOrDefault(uri => uri is { IsAbsoluteUri: true, Scheme: "http", IsLoopback: false }) is { } open)
            WriteWarning($"Credentials go to {open} without encryption.");
        return new()
        {
            Endpoints = endpoints,
            Timeout = Timeout,
            Authorization = authorization,
            Tls = TlsInput.Read(CaPath is not null || Certificate is not null || CertificatePassword is not null, FullPath(CaPath), FullPath(Certificate), CertificatePassword),
        };
    }

    private string? Authorization()
    {
        if (Credential is not null && Token is not null)
            throw new FlinkZkException("InvalidAuth", ErrorCategory.InvalidArgument, "-Credential and -Token exclude each other: a request has one header for both.", "Give what the proxy asks for.");
        return Credential?.GetNetworkCredential() is { } basic
            ? $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{basic.UserName}:{basic.Password}"))}"
            : Token is null ? null : $"Bearer {TlsInput.Clear(Token)}";
    }
}
