using System.Text.RegularExpressions;
using FlinkZk.Streams.Records;

namespace FlinkZk.Streams.Connectors;

/// <summary>Makes fields of lines: a regular expression's named groups. Empty lines are passed over.</summary>
internal sealed class RegexFieldReader(LineReader lines, Regex regex, IReadOnlyList<string> groups) : FieldReader
{
    private Match _match = Match.Empty;

    public override int Count => Error is null ? groups.Count : 0;

    public override ReadOnlySpan<char> Field(int index) => _match.Groups[groups[index]].ValueSpan;

    /// <summary>A group that took no part in the match.</summary>
    public override bool IsNull(int index) => !_match.Groups[groups[index]].Success;

    public override bool Read()
    {
        do
        {
            if (!lines.Read())
                return false;
        }
        while (lines.TooLong is null && lines.Text.IsEmpty);

        Line = lines.Number;
        Error = lines.TooLong is { } beginning
            ? new FieldError(StreamErrorId.RecordTooLarge, "The line is too long.", "Raise the limit, or check that this is a text file.", beginning)
            : Apply(lines.Text.ToString());
        return true;
    }

    private FieldError? Apply(string line)
    {
        try
        {
            _match = regex.Match(line);
        }
        catch (RegexMatchTimeoutException)
        {
            return new FieldError(
                StreamErrorId.MatchTimeout, $"The regular expression took longer than {regex.MatchTimeout} on this line.", "Avoid nested repetition such as (a+)+, or raise the timeout.", RecordErrors.Shorten(line));
        }

        return _match.Success
            ? null
            : new FieldError(StreamErrorId.NoMatch, $"The line does not match the regular expression: '{RecordErrors.Shorten(line)}'.", "Correct the expression, or ignore such lines.", RecordErrors.Shorten(line));
    }
}
