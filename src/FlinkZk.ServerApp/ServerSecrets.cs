namespace FlinkZk.ServerApp;

/// <summary>
/// Secrets come from files or from environment variables, never from the command line, which everybody on the machine can read. Messages name the place, never what it holds.
/// </summary>
internal static class ServerSecrets
{
    public const string SaslUsersVariable = "FLINKZK_SASL_USERS";
    public const string SuperDigestVariable = "FLINKZK_SUPER_DIGEST";
    public const string KeyPasswordVariable = "FLINKZK_CERTIFICATE_PASSWORD";

    /// <summary>Lines <c>user:password</c>; empty ones and those that begin with # do not count.</summary>
    public static IReadOnlyDictionary<string, string>? SaslUsers(string? file)
    {
        if (Read(file, "sasl-users", SaslUsersVariable) is not var (text, place))
            return null;
        var users = new Dictionary<string, string>(StringComparer.Ordinal);
        var number = 0;
        foreach (var line in text.Split('\n').Select(line => line.TrimEnd('\r')))
        {
            number++;
            if (line.Length == 0 || line[0] == '#')
                continue;
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 1)
                throw new UsageException($"{place}, line {number}: write user:password.");
            if (!users.TryAdd(line[..colon], line[(colon + 1)..]))
                throw new UsageException($"{place}, line {number}: the user '{line[..colon]}' is there twice.");
        }
        return users.Count > 0 ? users : throw new UsageException($"{place} holds no user: write a line user:password for each.");
    }

    /// <summary><c>super:base64(sha1(super:password))</c>, as ZooKeeper's superDigest.</summary>
    public static string? SuperDigest(string? file)
    {
        if (Read(file, "super-digest", SuperDigestVariable) is not var (text, place))
            return null;
        var digest = text.Trim();
        return digest.Split(':') is [{ Length: > 0 }, { Length: 28 } hash] && Convert.TryFromBase64String(hash, new byte[20], out var length) && length == 20 ? digest
            : throw new UsageException($"{place} does not hold a digest: write super: and behind it base64(sha1(super:password)), as zkCli and Get-ZkAcl show it.");
    }

    public static string? KeyPassword(string? file) =>
        Read(file, "certificate-password-file", KeyPasswordVariable) is var (text, _) ? text.TrimEnd('\r', '\n') : null;

    private static (string Text, string Place)? Read(string? file, string option, string variable)
    {
        if (file is not { } path)
            return Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? (text, $"The environment variable {variable}") : null;
        try
        {
            // The path is not shown: who takes the option for the secret itself must not find it in a log.
            return File.Exists(path) ? (File.ReadAllText(path), $"The file of --{option}") : throw new UsageException($"--{option} names a file, and there is none of that name.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The file of --{option} cannot be read: {e.Message}");
        }
    }
}
