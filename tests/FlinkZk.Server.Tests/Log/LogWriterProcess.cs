using System.Diagnostics;
using System.Runtime.CompilerServices;
using FlinkZk.Server.Log;
using FlinkZk.Server.Storage;

namespace FlinkZk.Server.Tests.Log;

/// <summary>This test program once more, as a process that only writes a log, says what is durable, and waits to be killed.</summary>
internal static class LogWriterProcess
{
    private const string PathVariable = "FLINKZK_TEST_LOG_PATH";

    public static readonly LogOptions Options = new() { SegmentSize = 16 * 1024, SpaceReserve = 1024 };

    public static Process Start(string path)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(LogWriterProcess).Assembly.Location])
        {
            RedirectStandardOutput = true,
            Environment = { [PathVariable] = path },
        };
        return Process.Start(start)!;
    }

    // The only way in before the test runner's own entry point, which is generated.
    [ModuleInitializer]
    internal static void RunIfAsked()
    {
        if (Environment.GetEnvironmentVariable(PathVariable) is not { Length: > 0 } path)
            return;
        using var folder = FolderGuard.Start(path);
        var disk = folder.Disk;
        var model = new LogModel(disk, Options);
        model.Start();
        for (var i = 0; ; i++)
        {
            model.Append(1 + (i % 4));
            Console.WriteLine(model.Acknowledged);
            model.Writer.TryMakeRoom();
            if (i % 50 == 49)
                model.TakeSnapshot(meanwhile: 2);
        }
    }
}
