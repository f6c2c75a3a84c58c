using System.Runtime.CompilerServices;

namespace FlinkZk.Host;

/// <summary>The verb <c>server</c>: a ZooKeeper server in the foreground, which is what a container runs.</summary>
internal static class ServerVerb
{
    public static int Run(IReadOnlyList<string> arguments) => ModuleAssemblies.Register()
        ? Read(arguments)
        : Fail(ExitCode.Failure, $"The server is part of the module: module/bin/FlinkZk.Server.dll is neither in {AppContext.BaseDirectory} nor above it. Build the module, or put the host into its folder.");

    // The rooms can be found only from here on: this must not become part of its caller.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Read(IReadOnlyList<string> arguments)
    {
        try
        {
            var options = OptionReader.Read(arguments, ServerSettings.Known);
            if (!options.Help)
                return ServerRun.Run(ServerSettings.From(options));
            Console.Out.WriteLine(ServerHelp.Text);
            return ExitCode.Success;
        }
        catch (UsageException e)
        {
            return Fail(ExitCode.BadCommandLine, $"{e.Message}\nFor all options: server --help");
        }
    }

    private static int Fail(int exitCode, string text)
    {
        Console.Error.WriteLine(text);
        return exitCode;
    }
}
