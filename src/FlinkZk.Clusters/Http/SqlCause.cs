namespace FlinkZk.Clusters.Http;

/// <summary>
/// What a stack of the SQL gateway comes to: its last cause, with the place in the statement that Calcite tells one cause before.
/// <code>
/// Caused by: org.apache.calcite.runtime.CalciteContextException: From line 5, column 2 to line 5, column 7: Object 'nosuch' not found
/// Caused by: org.apache.calcite.sql.validate.SqlValidatorException: Object 'nosuch' not found
/// </code>
/// </summary>
internal static class SqlCause
{
    private const string Mark = "Caused by: ";
    private const string Calcite = "org.apache.calcite.";

    public static string Of(string stack)
    {
        var causes = stack.Split('\n').Select(line => line.Trim()).Where(line => line.StartsWith(Mark, StringComparison.Ordinal)).Select(line => line[Mark.Length..]).ToArray();
        if (causes.Length == 0)
            return ServerError.Cause(stack);
        var last = Message(causes[^1]);
        return Array.FindLast(causes, cause => cause.StartsWith(Calcite, StringComparison.Ordinal) && Message(cause) is var message && message.StartsWith("From line", StringComparison.Ordinal) && message.EndsWith(last, StringComparison.Ordinal)) is { } placed
            ? Message(placed)
            : causes[^1].StartsWith(Calcite, StringComparison.Ordinal) ? last : ServerError.Cause(Mark + causes[^1]);
    }

    private static string Message(string cause) => cause.IndexOf(": ", StringComparison.Ordinal) is > 0 and var colon ? cause[(colon + 2)..] : cause;
}
