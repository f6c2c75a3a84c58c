using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Internal;
using System.Security;

namespace FlinkZk.Host;

/// <summary>Writes PowerShell's streams to the console: output to standard output, errors and progress to standard error, the rest with its name before it.</summary>
internal sealed class ConsoleUI : PSHostUserInterface
{
    private readonly bool _interactive;
    private readonly ProgressLine _progress = new(Console.Error, show: !Console.IsErrorRedirected && !PlainText);

    public ConsoleUI(bool interactive) => _interactive = interactive;

    // The convention of https://no-color.org, which pwsh follows too.
    private static bool PlainText =>
        !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) || Environment.GetEnvironmentVariable("TERM") == "dumb";

    public override bool SupportsVirtualTerminal { get; } = !Console.IsOutputRedirected && !PlainText;

    public override PSHostRawUserInterface RawUI { get; } = new ConsoleRawUI();

    public override void Write(string value)
    {
        _progress.Clear();
        Console.Out.Write(Undecorated(value, SupportsVirtualTerminal));
    }

    public override void WriteLine(string value) => Write(value + Environment.NewLine);

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value)
    {
        if (!SupportsVirtualTerminal)
        {
            Write(value);
            return;
        }
        var (foreground, background) = (Console.ForegroundColor, Console.BackgroundColor);
        Console.ForegroundColor = foregroundColor;
        Write(value);
        (Console.ForegroundColor, Console.BackgroundColor) = (foreground, background);
    }

    public override void WriteErrorLine(string value)
    {
        _progress.Clear();
        Console.Error.WriteLine(Undecorated(value, !Console.IsErrorRedirected && !PlainText));
    }

    public override void WriteWarningLine(string message) => WriteLine($"WARNING: {message}");

    public override void WriteVerboseLine(string message) => WriteLine($"VERBOSE: {message}");

    public override void WriteDebugLine(string message) => WriteLine($"DEBUG: {message}");

    public override void WriteProgress(long sourceId, ProgressRecord record) => _progress.Show(record);

    public override string ReadLine()
    {
        RequireInteractive();
        return Console.ReadLine() ?? "";
    }

    public override SecureString ReadLineAsSecureString()
    {
        RequireInteractive();
        var secret = new SecureString();
        for (var key = Console.ReadKey(intercept: true); key.Key != ConsoleKey.Enter; key = Console.ReadKey(intercept: true))
        {
            if (key.Key != ConsoleKey.Backspace)
                secret.AppendChar(key.KeyChar);
            else if (secret.Length > 0)
                secret.RemoveAt(secret.Length - 1);
        }
        Console.Out.WriteLine();
        return secret;
    }

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions)
    {
        RequireInteractive();
        Announce(caption, message);
        var answers = new Dictionary<string, PSObject>();
        foreach (var field in descriptions)
        {
            Write($"{field.Name}: ");
            answers[field.Name] = field.ParameterTypeName == nameof(SecureString)
                ? PSObject.AsPSObject(ReadLineAsSecureString())
                : PSObject.AsPSObject(ReadLine());
        }
        return answers;
    }

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        RequireInteractive();
        Announce(caption, message);
        var keys = choices.Select(HotKey).ToArray();
        while (true)
        {
            Write(string.Join("  ", choices.Select((choice, i) => $"[{keys[i]}] {choice.Label.Replace("&", "", StringComparison.Ordinal)}"))
                + (defaultChoice >= 0 ? $" (default is \"{keys[defaultChoice]}\"): " : ": "));
            var answer = ReadLine().Trim();
            if (answer.Length == 0 && defaultChoice >= 0)
                return defaultChoice;
            var chosen = Array.FindIndex(keys, key => key.Equals(answer, StringComparison.OrdinalIgnoreCase));
            if (chosen >= 0)
                return chosen;
        }
    }

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName)
    {
        RequireInteractive();
        Announce(caption, message);
        if (string.IsNullOrEmpty(userName))
        {
            Write("User: ");
            userName = ReadLine();
        }
        Write($"Password for user {userName}: ");
        return new PSCredential(userName, ReadLineAsSecureString());
    }

    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) =>
        PromptForCredential(caption, message, userName, targetName);

    private static string HotKey(ChoiceDescription choice)
    {
        var mark = choice.Label.IndexOf('&', StringComparison.Ordinal);
        return mark >= 0 && mark + 1 < choice.Label.Length ? choice.Label.Substring(mark + 1, 1).ToUpperInvariant() : choice.Label;
    }

    private static string Undecorated(string? text, bool keepColours)
    {
        var decorated = new StringDecorated(text ?? "");
        return keepColours ? text ?? "" : decorated.IsDecorated ? decorated.ToString(OutputRendering.PlainText) : text ?? "";
    }

    private void Announce(string? caption, string? message)
    {
        if (!string.IsNullOrEmpty(caption))
            WriteLine(caption);
        if (!string.IsNullOrEmpty(message))
            WriteLine(message);
    }

    // A HostException is what tells the engine that nobody answers: it then names the missing parameters in its own error.
    private void RequireInteractive()
    {
        if (!_interactive)
            throw new HostException("Nobody can answer here: input is not a terminal, or -NonInteractive was given.");
    }
}
