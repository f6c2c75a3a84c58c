using System.Text;

namespace FlinkZk.Clusters.Sql;

/// <summary>
/// Divides a script into its statements, as Flink's SQL client does: at a semicolon that stands in no comment (<c>--</c>, <c>//</c>, <c>/* */</c>), in no text or name in
/// quotes, and not between BEGIN and END of a statement set. <c>BEGIN STATEMENT SET; ... END;</c> becomes one <c>EXECUTE STATEMENT SET BEGIN ... END</c>: sent one by one,
/// a statement that fails would leave the session within the set. QUIT and EXIT end the script.
/// </summary>
public sealed class SqlScript
{
    private const int TitleWords = 2;

    private readonly string _text;
    private readonly List<SqlStatement> _statements = [];
    private readonly List<string> _words = [];
    private readonly StringBuilder _body = new();
    private int _line = 1;
    private int _lineStart;
    private int _firstLine;
    private int _firstColumn;
    private int _copied;
    private int _start = -1;
    private int _openCases;
    private bool _isInSet;
    private bool _isAtSetEnd;
    private bool _isOver;

    private SqlScript(string text) => _text = text;

    /// <summary>The statements; the last one may lack its semicolon.</summary>
    public static IReadOnlyList<SqlStatement> Split(string script) => Split(script, out var rest) is var all && rest is null ? all : [.. all, Trimmed(rest!)];

    /// <summary>The statements that are ended by a semicolon.</summary>
    /// <param name="script">The text so far.</param>
    /// <param name="rest">What stands behind the last semicolon, as it is; null if that is no statement.</param>
    public static IReadOnlyList<SqlStatement> Split(string script, out SqlStatement? rest)
    {
        ArgumentNullException.ThrowIfNull(script);
        var scan = new SqlScript(script);
        rest = scan.Run();
        return scan._statements;
    }

    private SqlStatement? Run()
    {
        var at = 0;
        while (at < _text.Length && !_isOver)
            at = Next(at);
        if (_isOver || _start < 0)
            return null;
        return IsCommand("QUIT") || IsCommand("EXIT") ? null : Take(_text.Length);
    }

    private int Next(int at)
    {
        var c = _text[at];
        if (c == '\n')
            (_line, _lineStart) = (_line + 1, at + 1);
        if (char.IsWhiteSpace(c))
            return at + 1;
        if (Follows(at, "--") || Follows(at, "//"))
            return _text.IndexOf('\n', at) is >= 0 and var newline ? newline : _text.Length;
        if (Follows(at, "/*"))
            return Over(at, _text.IndexOf("*/", at + 2, StringComparison.Ordinal), 2);
        if (c == ';')
            return Semicolon(at);
        Begin(at);
        if (c is '\'' or '"' or '`')
        {
            _words.Add("");
            return Over(at, _text.IndexOf(c, at + 1), 1);
        }
        if (!IsWord(c))
        {
            _isAtSetEnd = false;
            _words.Add("");
            return at + 1;
        }
        var end = at;
        while (end < _text.Length && IsWord(_text[end]))
            end++;
        Word(_text[at..end].ToUpperInvariant());
        return end;
    }

    private void Word(string word)
    {
        _isAtSetEnd = false;
        if (word == "CASE")
            _openCases++;
        else if (word == "END" && _openCases > 0)
            _openCases--;
        else if (word == "END")
            _isAtSetEnd = _isInSet;
        else if (word == "BEGIN" && _words is [.., "STATEMENT", "SET"])
            _isInSet = true;
        _words.Add(word);
    }

    private int Semicolon(int at)
    {
        if (_words is ["BEGIN", "STATEMENT", "SET"])
        {
            var header = _text[_start..at];
            _body.Append("EXECUTE STATEMENT SET BEGIN").Append('\n', header.Count(c => c == '\n'));
            _isInSet = true;
            _copied = at + 1;
            _words.Add("");
            return at + 1;
        }
        if (_isInSet && !_isAtSetEnd)
        {
            _words.Add("");
            return at + 1;
        }
        if (IsCommand("QUIT") || IsCommand("EXIT"))
            _isOver = true;
        else if (_start >= 0)
            _statements.Add(Trimmed(Take(at)));
        return at + 1;
    }

    private SqlStatement Take(int end)
    {
        _body.Append(_text, _copied, end - _copied);
        var text = new StringBuilder().Append('\n', _firstLine - 1).Append(' ', _firstColumn).Append(_body).ToString();
        var statement = new SqlStatement(text, _firstLine, string.Join(' ', _words.TakeWhile(word => word.Length > 0 && char.IsLetter(word[0])).Take(TitleWords)));
        _body.Clear();
        _words.Clear();
        (_start, _openCases, _isInSet, _isAtSetEnd) = (-1, 0, false, false);
        return statement;
    }

    private static SqlStatement Trimmed(SqlStatement statement) => statement with { Text = statement.Text.TrimEnd() };

    private void Begin(int at)
    {
        if (_start >= 0)
            return;
        (_start, _copied, _firstLine, _firstColumn) = (at, at, _line, at - _lineStart);
    }

    // What is not ended goes to the end of the text: Flink says so better.
    private int Over(int from, int found, int length)
    {
        var end = found < 0 ? _text.Length : found + length;
        for (var at = from; at < end; at++)
        {
            if (_text[at] == '\n')
                (_line, _lineStart) = (_line + 1, at + 1);
        }
        return end;
    }

    private bool IsCommand(string word) => _words.Count == 1 && _words[0] == word;

    private bool Follows(int at, string what) => string.CompareOrdinal(_text, at, what, 0, what.Length) == 0;

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c is '_' or '$';
}
