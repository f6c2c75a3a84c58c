using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using FlinkZk.Streams.Jobs;
using FlinkZk.Streams.Records;
using FlinkZk.Streams.Runtime;

namespace FlinkZk.Completion;

/// <summary>
/// The columns of a stream that is still being typed. Tab must never wait for long, run what stands on the line, or show an error: after the deadline and after
/// any failure there are none.
/// </summary>
internal static class StreamColumns
{
    private const int MaxColumns = 200;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(1);
    private static readonly string[] Readers = ["IMPORT-CSV", "IPCSV", "GET-CONTENT", "GC", "CAT", "TYPE"];

    public static IReadOnlyList<string> Find(CommandAst command, IDictionary? boundParameters)
    {
        try
        {
            var bound = boundParameters ?? new Hashtable();
            var names = Texts(bound["LiteralPath"] ?? bound["Path"]) is [var path, ..] ? OfFile(path, bound) : OfPipeline(command);
            return [.. names.Take(MaxColumns)];
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return [];
        }
    }

    private static string[] Texts(object? value) => value switch
    {
        null => [],
        string text => [text],
        PSObject wrapped when wrapped.BaseObject is not PSCustomObject => Texts(wrapped.BaseObject),
        IEnumerable items => [.. items.Cast<object?>().Select(item => item?.ToString() ?? "")],
        _ => [value.ToString() ?? ""],
    };

    // The engine's own readers: what they make of the file is what the stream gets.
    private static IReadOnlyList<string> OfFile(string path, IDictionary bound)
    {
        var file = FullPath(path);
        var input = new StreamInput([file])
        {
            Format = Enum.TryParse<StreamFormat>(bound["Format"]?.ToString(), ignoreCase: true, out var format) ? format : StreamFormat.Auto,
            Pattern = bound["Pattern"]?.ToString(),
            Delimiter = bound["Delimiter"]?.ToString() is { Length: 1 } delimiter ? delimiter[0] : null,
            Header = Texts(bound["Header"]) is { Length: > 0 } header ? header : null,
        };
        using var deadline = new CancellationTokenSource(Deadline);
        // Opening a pipe that nobody writes to waits for ever: on a thread that Tab does not wait for, and one of its own, because the pool's may all be taken.
        var names = Task.Factory.StartNew(() => FirstNames(input, deadline.Token), deadline.Token, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        return names.Wait(Deadline) ? names.Result : [];
    }

    private static IReadOnlyList<string> FirstNames(StreamInput input, CancellationToken cancellationToken)
    {
        using var source = input.Open();
        var first = new FirstRecordException();
        var job = new StreamJob(new StreamPlan { BatchSize = 1 }, new StreamOutputs { Record = (row, _) => throw first.With(row) });
        try
        {
            job.Run(source, cancellationToken);
            return [];
        }
        catch (FirstRecordException found)
        {
            return found.Names;
        }
    }

    private static IEnumerable<string> OfPipeline(CommandAst command)
    {
        if (command.Parent is not PipelineAst pipeline)
            return [];
        var before = pipeline.PipelineElements.TakeWhile(element => element != command).ToArray();
        if (before is [CommandExpressionAst { Expression: VariableExpressionAst variable }])
            return OfVariable(variable.VariablePath.UserPath);
        if (before.OfType<CommandAst>().FirstOrDefault() is { } reader && Readers.Contains(reader.GetCommandName()?.ToUpperInvariant()) && FileOf(reader) is { } file)
            return OfFile(file, Parameters(reader));
        return OfTypes(string.Join(" | ", before.Select(element => element.Extent.Text)));
    }

    private static string? FileOf(CommandAst reader) =>
        reader.CommandElements.Skip(1).OfType<StringConstantExpressionAst>().Select(text => text.Value).FirstOrDefault(text => File.Exists(FullPath(text)));

    // Import-Csv reads a file as CSV whatever it is called.
    private static Hashtable Parameters(CommandAst reader)
    {
        var bound = new Hashtable();
        if (reader.GetCommandName().ToUpperInvariant() is "IMPORT-CSV" or "IPCSV")
            bound["Format"] = nameof(StreamFormat.Csv);
        if (StaticParameterBinder.BindCommand(reader).BoundParameters.TryGetValue("Delimiter", out var delimiter))
            bound["Delimiter"] = delimiter.ConstantValue?.ToString();
        return bound;
    }

    private static IEnumerable<string> OfVariable(string name)
    {
        using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        var value = shell.AddCommand(@"Microsoft.PowerShell.Utility\Get-Variable").AddParameter("Name", WildcardPattern.Escape(name)).AddParameter("ValueOnly").Invoke();
        // A list is looked into; anything that has to be enumerated to be known is not.
        object? first = value.FirstOrDefault();
        while (first is PSObject { BaseObject: IList } or IList)
            first = (first is PSObject { BaseObject: IList inner } ? inner : (IList)first) is { Count: > 0 } items ? items[0] : null;
        return first is null ? [] : new PipelineRow(PSObject.AsPSObject(first), new PipelineTypes(null)).Names;
    }

    // What the engine infers from types, without running anything: it completes Select-Object in the same way.
    private static IEnumerable<string> OfTypes(string before)
    {
        using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        var line = $"{before} | Select-Object -Property ";
        return CommandCompletion.CompleteInput(line, line.Length, options: null, shell).CompletionMatches
            .Where(match => match.ResultType == CompletionResultType.Property)
            .Select(match => match.ListItemText);
    }

    private static string FullPath(string path)
    {
        using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        return shell.AddCommand(@"Microsoft.PowerShell.Management\Resolve-Path").AddParameter("Path", path).AddParameter("ErrorAction", ActionPreference.Ignore).Invoke()
            .Select(found => found.BaseObject).OfType<PathInfo>().FirstOrDefault()?.ProviderPath ?? path;
    }

    /// <summary>One record is enough.</summary>
    private sealed class FirstRecordException : Exception
    {
        public IReadOnlyList<string> Names { get; private set; } = [];

        public FirstRecordException With(IRow row)
        {
            Names = [.. row.Names];
            return this;
        }
    }
}
