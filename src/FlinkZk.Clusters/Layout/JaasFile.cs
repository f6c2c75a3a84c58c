namespace FlinkZk.Clusters.Layout;

/// <summary>Files of Java's login configuration (<c>javax.security.auth.login.Configuration</c>): sections, each with a module and its options.</summary>
internal static class JaasFile
{
    public const string Name = "conf/jaas.conf";

    /// <summary>Where Flink has ZooKeeper's classes.</summary>
    public const string Shaded = "org.apache.flink.shaded.zookeeper3.";

    private const string Module = "org.apache.zookeeper.server.auth.DigestLoginModule";

    /// <summary>The user that a server knows.</summary>
    public static string Server(LayoutUser user) => Of("Server", Module, $"user_{user.Name}={Quoted(user.Password)}");

    /// <summary>The user that Flink is to ZooKeeper.</summary>
    public static string Client(LayoutUser user) => Of("Client", Shaded + Module, $"username={Quoted(user.Name)}\n    password={Quoted(user.Password)}");

    /// <summary>Takes a user.</summary>
    /// <exception cref="ArgumentException">Such a file cannot hold it.</exception>
    public static void Check(LayoutUser? user)
    {
        if (user is null)
            return;
        LayoutNames.CheckWord(user.Name, "The name of the user");
        if (user.Password.Length == 0 || user.Password.Any(character => character is < ' ' or > '~'))
            throw new ArgumentException("The password of the user is of printable ASCII characters: what Java reads of others depends on the machine.");
    }

    private static string Of(string section, string module, string options) => $$"""
        // It holds a password: only its owner may read it (chmod 600, chown to the user of the service).
        {{section}} {
            {{module}} required
            {{options}};
        };

        """;

    private static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
