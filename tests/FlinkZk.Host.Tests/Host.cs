using System.Diagnostics;
using System.Reflection;
using FlinkZk.Testing;

namespace FlinkZk.Host.Tests;

/// <summary>The host as its users run it: a process.</summary>
internal static class Host
{
    private static readonly string Assembly =
        typeof(Host).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "HostPath").Value!;

    /// <summary>Where the host lies.</summary>
    public static string Folder => Path.GetDirectoryName(Assembly)!;

    public static Process Start(params string[] arguments) => ProgramRun.Start(Assembly, arguments);

    public static Task<ProgramRun> RunAsync(params string[] arguments) => RunWithInputAsync("", arguments);

    public static Task<ProgramRun> RunWithInputAsync(string input, params string[] arguments) =>
        ProgramRun.RunAsync(Assembly, arguments, input, TestContext.Current.CancellationToken);
}
