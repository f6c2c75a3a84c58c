using System.Text.RegularExpressions;
using FlinkZk.Streams.Records;

namespace FlinkZk.Streams.Connectors;

/// <summary>Reads lines of text with a regular expression whose named groups are the columns.</summary>
public sealed class TextSource : FileSource
{
    private readonly Regex _regex;
    private readonly string[] _groups;
    private readonly TextOptions _options;
    private readonly ColumnTypes _types;

    /// <summary>Makes the source.</summary>
    /// <param name="paths">Files, or patterns with <c>*</c> and <c>?</c>; read in ordinal order.</param>
    /// <param name="pattern">The regular expression, with at least one named group: <c>(?&lt;level&gt;\w+)</c>.</param>
    /// <param name="options">How they are read.</param>
    /// <exception cref="StreamException">A path names no file, or the expression cannot be used.</exception>
    public TextSource(IEnumerable<string> paths, string pattern, TextOptions? options = null)
        : this(FilePatterns.Expand(paths), pattern, options ?? new TextOptions())
    {
    }

    internal TextSource(IReadOnlyList<InputFile> files, string pattern, TextOptions options)
        : base(files, options.Encoding)
    {
        _options = options;
        _types = new ColumnTypes(options.Schema);
        _regex = MakeRegex(pattern, options);
        _groups = [.. _regex.GetGroupNames().Where(name => !char.IsAsciiDigit(name[0]))];
        if (_groups.Length == 0)
            throw new StreamException(StreamErrorId.InvalidPattern, $"The regular expression '{pattern}' has no named group.", "Name what you want to keep: (?<level>\\w+).");
    }

    /// <inheritdoc/>
    private protected override IRecordReader CreateReader(Stream stream, string name)
    {
        var lines = new LineReader(new CharBuffer(stream), _options.Limits);
        return new TypedRowReader(new RegexFieldReader(lines, _regex, _groups), new Schema(_groups, isFixed: true), _types, Keys, name);
    }

    private static Regex MakeRegex(string pattern, TextOptions options)
    {
        try
        {
            var flags = RegexOptions.CultureInvariant | (options.IgnoreCase ? RegexOptions.IgnoreCase : RegexOptions.None);
            return new Regex(pattern, flags, options.MatchTimeout);
        }
        catch (ArgumentException e)
        {
            throw new StreamException(StreamErrorId.InvalidPattern, $"The regular expression cannot be used: {e.Message}", "Correct the expression.", e);
        }
    }
}
