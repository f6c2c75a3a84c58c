using FlinkZk.Clusters.Configuration;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace FlinkZk.Yaml;

/// <summary>Reads <c>config.yaml</c> event by event, with the places of keys and values.</summary>
public sealed class YamlReader : IYamlReader
{
    // Deeper is no configuration.
    private const int DeepestNesting = 32;

    /// <inheritdoc/>
    public IReadOnlyList<ConfigurationEntry> Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            return new Reading(text).Entries();
        }
        catch (YamlException e)
        {
            throw new FormatException(FormattableString.Invariant($"Line {e.Start.Line}, column {e.Start.Column}: {e.Message}"), e);
        }
        catch (InvalidOperationException e)
        {
            throw new FormatException("It ends in the middle of something: a bracket, a brace or a quote is not closed.", e);
        }
    }

    private sealed class Reading(string text)
    {
        private readonly Parser _parser = new(new StringReader(text));
        private readonly List<ConfigurationEntry> _entries = [];
        // Where each line begins: searched, for a file may be one line of very many entries.
        private readonly int[] _lines = [0, .. Enumerable.Range(1, text.Length).Where(index => text[index - 1] == '\n')];
        private readonly Dictionary<string, string> _anchored = new(StringComparer.Ordinal);

        public List<ConfigurationEntry> Entries()
        {
            _parser.Consume<StreamStart>();
            if (_parser.TryConsume<StreamEnd>(out _))
                return _entries;
            _parser.Consume<DocumentStart>();
            // A file of nothing but comments.
            if (!_parser.TryConsume<Scalar>(out var alone))
                Mapping("", 0);
            else if (alone.Value.Length > 0)
                throw Odd(alone, "a configuration is a mapping of keys to values");
            _parser.Consume<DocumentEnd>();
            if (!_parser.TryConsume<StreamEnd>(out _))
                throw Odd(_parser.Consume<DocumentStart>(), "a configuration is one document");
            return _entries;
        }

        private void Mapping(string prefix, int depth)
        {
            var start = _parser.Consume<MappingStart>();
            if (depth > DeepestNesting)
                throw Odd(start, "it is nested too deeply");
            var keys = new HashSet<string>(StringComparer.Ordinal);
            while (!_parser.TryConsume<MappingEnd>(out _))
            {
                var key = _parser.TryConsume<Scalar>(out var plain) ? plain : throw Odd(_parser.Current!, "a key is a text");
                var before = _entries.Count;
                Value(prefix + key.Value, key, depth);
                if (!keys.Add(key.Value) && _entries.Count > before)
                    _entries[before] = _entries[before] with { Repeats = prefix + key.Value };
                // What would be left without a value goes with its only entry.
                if (_entries.Count == before + 1 && _entries[before].Key != prefix + key.Value)
                    _entries[before] = _entries[before] with { EntrySpan = Lines(key.Start, _entries[before].EntrySpan.End.Value - 1) };
            }
        }

        private void Value(string name, Scalar key, int depth)
        {
            switch (_parser.Current)
            {
                case MappingStart { Style: MappingStyle.Flow } braces:
                    _entries.Add(Braces(name, key, braces));
                    break;
                case MappingStart:
                    // Aliases of it would be able to make gigabytes of a few lines.
                    Mapping(name + ".", depth + 1);
                    break;
                case AnchorAlias alias:
                    _parser.MoveNext();
                    _entries.Add(new(name, _anchored.TryGetValue(alias.Value.Value, out var meant) ? meant : throw Odd(alias, "what the alias names is not above it, or no value or list; nothing else is read by an alias"),
                        (int)key.Start.Line, (int)alias.Start.Index..(int)alias.End.Index, Lines(key.Start, (int)alias.End.Index)));
                    break;
                case SequenceStart sequence:
                    _entries.Add(Sequence(name, key, sequence));
                    break;
                case Scalar value:
                    _parser.MoveNext();
                    Anchor(value, value.Value);
                    // A block's end is where the next thing begins.
                    var end = value.Style is ScalarStyle.Literal or ScalarStyle.Folded ? LastContent((int)value.End.Index) : (int)value.End.Index;
                    _entries.Add(new(name, value.Value, (int)key.Start.Line, (int)value.Start.Index..end, Lines(key.Start, end)));
                    break;
                default:
                    throw Odd(_parser.Current!, "aliases and the like are not read");
            }
        }

        // {digest: 'user:password'}: one value, as it stands.
        private ConfigurationEntry Braces(string name, Scalar key, MappingStart start)
        {
            var depth = 0;
            ParsingEvent last;
            do
            {
                last = _parser.Current!;
                depth += last is MappingStart or SequenceStart ? 1 : last is MappingEnd or SequenceEnd ? -1 : 0;
                // The parser's work grows with the square of it.
                if (depth > DeepestNesting)
                    throw Odd(last, "it is nested too deeply");
                _parser.MoveNext();
            }
            while (depth > 0);
            var span = (int)start.Start.Index..Behind(last);
            return new(name, text[span], (int)key.Start.Line, span, Lines(key.Start, span.End.Value));
        }

        private ConfigurationEntry Sequence(string name, Scalar key, SequenceStart start)
        {
            _parser.MoveNext();
            var items = new List<string>();
            while (_parser.Current is not SequenceEnd)
                items.Add(_parser.TryConsume<Scalar>(out var item) ? item.Value : throw Odd(_parser.Current!, "a list holds values only"));
            var end = _parser.Consume<SequenceEnd>();
            var span = start.Style == SequenceStyle.Flow ? (int)start.Start.Index..Behind(end) : (text.IndexOf(':', (int)key.End.Index) + 1)..LastContent((int)end.Start.Index);
            Anchor(start, string.Join(';', items));
            return new(name, string.Join(';', items), (int)key.Start.Line, span, Lines(key.Start, span.End.Value));
        }

        // The end of what stands in brackets is where its last one stands.
        private int Behind(ParsingEvent end) => (int)end.End.Index is var index && index < text.Length && text[index] is '}' or ']' ? index + 1 : index;

        // A list of lines ends where the next thing begins.
        private int LastContent(int index) => text.AsSpan(0, Math.Min(index, text.Length)).TrimEnd().Length;

        private void Anchor(NodeEvent node, string value)
        {
            if (!node.Anchor.IsEmpty)
                _anchored[node.Anchor.Value] = value;
        }

        private Range Lines(Mark start, int end)
        {
            return _lines[Line((int)start.Index)]..(Line(Math.Min(end, text.Length)) + 1 is var next && next < _lines.Length ? _lines[next] : text.Length);

            int Line(int index) => Array.BinarySearch(_lines, index) is var found && found < 0 ? ~found - 1 : found;
        }

        private static YamlException Odd(ParsingEvent at, string what) => new(at.Start, at.End, what + ".");
    }
}
