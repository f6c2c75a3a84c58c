using System.Management.Automation;

namespace FlinkZk;

/// <summary>Turns what the rooms throw into error records. What an exception means is said by the table of its room.</summary>
internal static class ErrorMapper
{
    // ConciseView shows the recommended action from PowerShell 7.5 on; before, it belongs into the text or nobody sees it.
    private static readonly bool ViewShowsAction = typeof(PSObject).Assembly.GetName().Version >= new Version(7, 5);

    /// <summary>The tables, the first that knows an exception counts. Said once, when the module is loaded: they stand above this folder.</summary>
    public static IReadOnlyList<IErrorTable> Tables { get; set; } = [new GeneralErrors()];

    /// <param name="exception">What was thrown.</param>
    /// <param name="target">The user's object.</param>
    /// <param name="action">What to do, where that is not what the table says.</param>
    public static ErrorRecord ToErrorRecord(Exception exception, object? target, string? action = null)
    {
        var known = Explain(exception);
        action ??= known.RecommendedAction ?? "";
        action = PlainText.Line(action);
        // What a log takes is often the exception's own text: one of .NET's that quotes what others wrote, or names a C# parameter, stands behind ours.
        if (PlainText.Line(exception.Message) != exception.Message || exception is ArgumentException { ParamName: not null })
            exception = known;
        var record = new ErrorRecord(exception, known.ErrorId, known.Category, target)
        {
            ErrorDetails = new ErrorDetails(ViewShowsAction ? known.Message : $"{known.Message} {action}".TrimEnd()) { RecommendedAction = action },
        };
        // The target is the user's object as it is; what the views say of it is text.
        record.CategoryInfo.TargetName = PlainText.Line(record.CategoryInfo.TargetName);
        return record;
    }

    /// <summary>What an exception means.</summary>
    public static FlinkZkException Explain(Exception exception) => exception switch
    {
        FlinkZkException known => known,
        AggregateException { InnerExceptions.Count: 1 } several => Explain(several.InnerException!),
        _ => Tables.Select(table => table.Explain(exception)).FirstOrDefault(known => known is not null)
            ?? new FlinkZkException("Unexpected", ErrorCategory.NotSpecified, exception.Message, innerException: exception),
    };
}
