using System.Reflection;

namespace FlinkZk.Server.Figures;

/// <summary>The versions that a server tells.</summary>
internal static class ServerVersion
{
    /// <summary>This project's.</summary>
    public static readonly string Ours = typeof(ServerVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    /// <summary>What clients choose their features by; the rest is ours.</summary>
    public static readonly string Told = $"3.9.4-flinkzk-{Ours}";
}
