using System.Collections;
using System.Management.Automation;
using System.Security;
using System.Text;
using FlinkZk.Client;

namespace FlinkZk;

/// <summary>How to open a session, as a user says it to Connect-Zk or New-PSDrive.</summary>
internal sealed record SessionParameters
{
    public static readonly Duration DefaultTimeout = new(TimeSpan.FromSeconds(10));

    public required string ConnectionString { get; init; }

    public Duration SessionTimeout { get; init; } = DefaultTimeout;

    public Duration Timeout { get; init; } = DefaultTimeout;

    public PSCredential? Credential { get; init; }

    public PSCredential? Sasl { get; init; }

    public Hashtable? Auth { get; init; }

    public TlsOptions? Tls { get; init; }

    public bool CreateRoot { get; init; }

    public bool ReadOnly { get; init; }

    public string? ServerVersion { get; init; }

    public string? TracePath { get; init; }

    /// <summary>The same as the client takes it.</summary>
    /// <exception cref="FlinkZkException">Says what is wrong.</exception>
    public ZkClientOptions ToOptions() => new()
    {
        ConnectionString = ReadConnectionString(),
        SessionTimeout = SessionTimeout,
        ConnectTimeout = Timeout,
        Auth = [.. ReadIdentities()],
        Sasl = Sasl is null ? null : new SaslCredential(Sasl.UserName, Sasl.GetNetworkCredential().Password),
        Tls = Tls,
        ServerVersion = ReadServerVersion(),
        CreateRoot = CreateRoot,
        ReadOnly = ReadOnly,
        TracePath = TracePath,
    };

    private ConnectionString ReadConnectionString()
    {
        try
        {
            return Client.ConnectionString.Parse(ConnectionString);
        }
        catch (FormatException e)
        {
            throw new FlinkZkException("InvalidConnectionString", ErrorCategory.InvalidArgument, e.Message, innerException: e);
        }
    }

    // A text on purpose: PowerShell would read a bare 3.10 as the number 3.1.
    private Version? ReadServerVersion() => ServerVersion is null ? null : Version.TryParse(ServerVersion, out var version) ? version
        : throw new FlinkZkException("InvalidVersion", ErrorCategory.InvalidArgument, $"'{ServerVersion}' is not a version.", "Write it as the server's package does: 3.4.14.");

    private IEnumerable<AuthInfo> ReadIdentities()
    {
        if (Credential is not null)
            yield return AuthInfo.Digest(Credential.UserName, Credential.GetNetworkCredential().Password);
        foreach (DictionaryEntry entry in Auth ?? [])
            yield return new AuthInfo((string)entry.Key, Proof(entry.Value));
    }

    private static byte[] Proof(object? value) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
    {
        string text => Encoding.UTF8.GetBytes(text),
        SecureString secret => Encoding.UTF8.GetBytes(TlsInput.Clear(secret)),
        byte[] bytes => bytes,
        _ => throw new FlinkZkException("InvalidAuth", ErrorCategory.InvalidArgument, "The proof of an identity is text, a SecureString or bytes.", "Write -Auth @{ digest = 'user:password' }."),
    };
}
