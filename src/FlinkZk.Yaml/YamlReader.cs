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
    }

    private sealed class Reading(string text)
    {
        private readonly Parser _parser = new(new StringReader(text));
        private readonly List<ConfigurationEntry> _entries = [];

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
            while (!_parser.TryConsume<MappingEnd>(out _))
            {
                var key = _parser.Consume<Scalar>();
                var before = _entries.Count;
                Value(prefix + key.Value, key, depth);
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
                    Mapping(name + ".", depth + 1);
                    break;
                case SequenceStart sequence:
                    _entries.Add(Sequence(name, key, sequence));
                    break;
                case Scalar value:
                    _parser.MoveNext();
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
            return new(name, string.Join(';', items), (int)key.Start.Line, span, Lines(key.Start, span.End.Value));
        }

        // The end of what stands in brackets is where its last one stands.
        private int Behind(ParsingEvent end) => (int)end.End.Index is var index && index < text.Length && text[index] is '}' or ']' ? index + 1 : index;

        // A list of lines ends where the next thing begins.
        private int LastContent(int index) => text[..Math.Min(index, text.Length)].TrimEnd().Length;

        private Range Lines(Mark start, int end)
        {
            var from = text.LastIndexOf('\n', Math.Max(0, (int)start.Index - 1), Math.Max(0, (int)start.Index)) + 1;
            var until = text.IndexOf('\n', Math.Min(end, text.Length));
            return from..(until < 0 ? text.Length : until + 1);
        }

        private static YamlException Odd(ParsingEvent at, string what) => new(at.Start, at.End, what + ".");
    }
}
