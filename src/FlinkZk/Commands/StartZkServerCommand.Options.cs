using System.Management.Automation;
using System.Net;
using FlinkZk.Server.Options;
using FlinkZk.Wire;

namespace FlinkZk.Commands;

/// <summary>How the parameters become the options of a server.</summary>
public sealed partial class StartZkServerCommand
{
    private ZkServerOptions Options() => new()
    {
        Address = ReadAddress(),
        Port = Port,
        SecurePort = SecurePort,
        Tls = ReadTls(),
        Metrics = ReadMetrics(),
        DataPath = FullPath(DataPath),
        TickTime = TickTime,
        MinSessionTimeout = MinSessionTimeout?.Value,
        MaxSessionTimeout = MaxSessionTimeout?.Value,
        FourLetterWords = FourLetterWords.ToHashSet(StringComparer.Ordinal),
        MaxConnections = MaxConnections,
        MaxConnectionsPerAddress = MaxConnectionsPerAddress,
        HandshakeTimeout = HandshakeTimeout,
        UnauthenticatedTimeout = UnauthenticatedTimeout?.Value,
        SuperDigest = SuperUser is null ? null : Acl.Digest(SuperUser.UserName, Password(SuperUser), Permissions.All).Id,
        SaslUsers = ReadSaslUsers(),
        RequireSasl = RequireSasl,
        EnforceQuota = EnforceQuota,
        MaxFrame = MaxFrame,
        MaxMemory = MaxMemory,
        ExtendedTypes = ExtendedTypes,
        SweepInterval = SweepInterval,
        SegmentSize = SegmentSize,
        SnapshotsKept = SnapshotsKept,
        SnapshotEvery = SnapshotEvery,
        PurgeInterval = PurgeInterval?.Value,
        ReadOnlyMode = ReadOnlyMode,
        LocalSessions = LocalSessions,
        ReconfigEnabled = Reconfig,
    };

    // Accepted and without effect is worse than refused.
    private void CheckEnsemble()
    {
        if (Ensemble > 0 || !(ReadOnlyMode || Reconfig))
            return;
        var (name, why) = ReadOnlyMode ? ("-ReadOnlyMode", "a server alone has no majority to lose") : ("-Reconfig", "a server alone has no members to change");
        throw Invalid("EnsembleMissing", $"{name} is for an ensemble: {why}.", $"Add -Ensemble 3, or leave {name} out.");
    }

    private IPAddress ReadAddress() => Address.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? IPAddress.Loopback
        : IPAddress.TryParse(Address, out var address) ? address
        : throw Invalid("InvalidAddress", $"'{Address}' is not an IP address.", "Give 127.0.0.1 or ::1 for this machine, 0.0.0.0 or :: for all its addresses, or one of them.");

    private IPEndPoint? ReadMetrics() => Metrics is null ? null
        : EndPointText.TryParse(Metrics, out var endPoint) ? endPoint
        : throw Invalid("InvalidAddress", $"'{Metrics}' is no port, nor an address with one.", $"For -Metrics {EndPointText.Right}");

    private ServerTlsOptions? ReadTls()
    {
        if (Certificate is null)
            return SecurePort is null && CertificatePassword is null && CaPath is null ? null
                : throw Invalid("CertificateMissing", "TLS needs the server's certificate.", "Add -Certificate with a PEM or PFX file, or leave -SecurePort, -CaPath and -CertificatePassword out.");
        if (SecurePort is null)
            throw Invalid("SecurePortMissing", "A certificate is given, but no port for TLS.", "Add -SecurePort (0 finds a free one), or leave -Certificate out.");
        return new()
        {
            CertificatePath = Existing(Certificate),
            KeyPassword = CertificatePassword is null ? null : Password(new("key", CertificatePassword)),
            CaPath = CaPath is null ? null : Existing(CaPath),
            ClientCertificates = ClientCertificate,
        };
    }

    private Dictionary<string, string>? ReadSaslUsers()
    {
        if (SaslUser is null)
            return RequireSasl ? throw Invalid("SaslUserMissing", "-RequireSasl without users would let nobody in.", "Add -SaslUser with their credentials.") : null;
        var users = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var user in SaslUser)
        {
            if (!users.TryAdd(user.UserName, Password(user)))
                throw Invalid("DuplicateUser", $"The SASL user '{user.UserName}' is given twice.", "Give each user once.");
        }
        return users;
    }

    private string Existing(string path)
    {
        var full = FullPath(path);
        return File.Exists(full) ? RegularFile.Check(full) : throw new FileNotFoundException($"The file '{full}' does not exist.", full);
    }

    private static string Password(PSCredential credential) => credential.GetNetworkCredential().Password;

    private static FlinkZkException Invalid(string id, string message, string action) => new(id, ErrorCategory.InvalidArgument, message, action);
}
