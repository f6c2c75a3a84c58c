using FlinkZk.Faults.Contenders;
using FlinkZk.Faults.Runs;
using Xunit.Runner.InProc.SystemConsole;

namespace FlinkZk.Faults;

/// <summary>The tests, unless the first word says otherwise.</summary>
internal static class Program
{
    public static Task<int> Main(string[] arguments) => arguments switch
    {
        [ContenderOptions.Verb, var options] => Contender.RunAsync(ContenderOptions.Parse(options)),
        ["--minutes" or "--seed" or "--target", ..] => LongRun.RunAsync(arguments),
        _ => ConsoleRunner.Run(arguments),
    };
}
