using Xunit.Runner.InProc.SystemConsole;

namespace FlinkZk.Faults;

/// <summary>The tests, unless the first word says otherwise.</summary>
internal static class Program
{
    public static Task<int> Main(string[] arguments) => ConsoleRunner.Run(arguments);
}
