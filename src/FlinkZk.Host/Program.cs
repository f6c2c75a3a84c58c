using FlinkZk.Host;

return CommandLine.Parse(args) switch
{
    { Problem: { } problem } => Report(problem),
    { Mode: HostMode.Help } => Say(HelpText.Text),
    { Mode: HostMode.Version } => Say($"FlinkZk {HelpText.Version}"),
    { Mode: HostMode.Server } commandLine => ServerVerb.Run(commandLine.Arguments),
    var commandLine => new ScriptRunner(commandLine).Run(),
};

static int Say(string text)
{
    Console.Out.WriteLine(text);
    return ExitCode.Success;
}

static int Report(string problem)
{
    Console.Error.WriteLine(problem);
    Console.Error.WriteLine("For the usage: --help");
    return ExitCode.BadCommandLine;
}
