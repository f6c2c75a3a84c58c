namespace FlinkZk.Host;

/// <summary>The host's command line: the part of <c>pwsh</c>'s that a script runner needs, with its spelling.</summary>
internal sealed record CommandLine(HostMode Mode)
{
    /// <summary>Why the command line is not understood, else null.</summary>
    public string? Problem { get; private init; }

    /// <summary>The script's path, or the text of <c>-Command</c>.</summary>
    public string Script { get; private init; } = "";

    /// <summary>What follows a script's path, or the word server.</summary>
    public IReadOnlyList<string> Arguments { get; private init; } = [];

    /// <summary>No question is asked: a missing parameter and a confirmation are errors.</summary>
    public bool NonInteractive { get; private init; }

    public static CommandLine Parse(IReadOnlyList<string> args)
    {
        if (args is ["server", ..] && !System.IO.File.Exists(args[0]))
            return new CommandLine(HostMode.Server) { Arguments = [.. args.Skip(1)] };
        var nonInteractive = false;
        for (var i = 0; i < args.Count; i++)
        {
            switch (SwitchName(args[i]))
            {
                case null:
                    return File(args, i, nonInteractive);
                case "file" or "f":
                    return i + 1 < args.Count ? File(args, i + 1, nonInteractive) : Bad("-File needs the path of a script.");
                case "command" or "c":
                    return i + 1 < args.Count ? Command(args.Skip(i + 1), nonInteractive) : Bad("-Command needs a piece of script.");
                case "noninteractive" or "noni":
                    nonInteractive = true;
                    break;
                case "noprofile" or "nop" or "nologo" or "nol":
                    break;   // There is no profile and no logo: what pwsh is told by these is always so here.
                case "help" or "h" or "?":
                    return new CommandLine(HostMode.Help);
                case "version" or "v":
                    return new CommandLine(HostMode.Version);
                default:
                    return Bad($"'{args[i]}' is not an option of this host.");
            }
        }
        return new CommandLine(HostMode.Interactive) { NonInteractive = nonInteractive };
    }

    private static CommandLine Bad(string problem) => new(HostMode.Help) { Problem = problem };

    private static CommandLine File(IReadOnlyList<string> args, int at, bool nonInteractive) => new(HostMode.File)
    {
        Script = args[at],
        Arguments = [.. args.Skip(at + 1)],
        NonInteractive = nonInteractive,
    };

    // As pwsh: everything after -Command is one text; a lone '-' stands for standard input.
    private static CommandLine Command(IEnumerable<string> words, bool nonInteractive)
    {
        var text = string.Join(' ', words);
        return text == "-"
            ? new CommandLine(HostMode.Interactive) { NonInteractive = true }
            : new CommandLine(HostMode.Command) { Script = text, NonInteractive = nonInteractive };
    }

    private static string? SwitchName(string argument) =>
        argument.Length > 1 && argument[0] == '-' ? argument.TrimStart('-').ToLowerInvariant() : null;
}
