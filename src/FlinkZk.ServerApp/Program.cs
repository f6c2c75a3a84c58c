using FlinkZk.ServerApp;

try
{
    var options = OptionReader.Read(args, ServerSettings.Known);
    if (!options.Help)
        return ServerRun.Run(ServerSettings.From(options));
    Console.Out.WriteLine(ServerHelp.Text);
    return ExitCode.Success;
}
catch (UsageException e)
{
    Console.Error.WriteLine($"{e.Message}\nFor all options: flinkzk-server --help");
    return ExitCode.BadCommandLine;
}
