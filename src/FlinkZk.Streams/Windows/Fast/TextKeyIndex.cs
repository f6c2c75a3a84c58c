using System.Text;
using System.Text.Unicode;
using FlinkZk.Streams.State;

namespace FlinkZk.Streams.Windows;

/// <summary>
/// Keys that are all text, kept as UTF-8 one behind the other: no object a key.
/// <code>
///   bytes   a l i c e b o b c a r o l
///   ends              5     8         13
/// </code>
/// </summary>
internal sealed class TextKeyIndex(int expected) : KeyIndex
{
    private const int Short = 256;

    private Slots _slots = new(expected);
    private int[] _ends = new int[Math.Max(4, expected)];
    private byte[] _bytes = new byte[Math.Max(64, expected * 8)];
    private int _used;

    /// <summary>The text of a number, in UTF-8.</summary>
    public ReadOnlySpan<byte> Text(int id)
    {
        var start = id == 0 ? 0 : _ends[id - 1];
        return _bytes.AsSpan(start, _ends[id] - start);
    }

    /// <inheritdoc/>
    /// <returns>-1 also of a text that UTF-8 cannot hold: half of a character.</returns>
    public override int FindOrAdd(object key)
    {
        if (key is not string text)
            return -1;
        var longest = text.Length * 3;
        Span<byte> bytes = longest <= Short ? stackalloc byte[Short] : new byte[longest];
        return Utf8.FromUtf16(text, bytes, out _, out var written, replaceInvalidSequences: false) == System.Buffers.OperationStatus.Done ? FindOrAdd(bytes[..written]) : -1;
    }

    /// <summary>The number of a text in UTF-8.</summary>
    /// <returns>-1 where there is no room: 2 GB of keys.</returns>
    public int FindOrAdd(ReadOnlySpan<byte> text)
    {
        var hash = Slots.Mix(text);
        var place = _slots.First(hash);
        while (_slots.At(place) is >= 0 and var id)
        {
            if (Text(id).SequenceEqual(text))
                return id;
            place = _slots.Next(place);
        }

        if (!MakeRoom(text.Length))
            return -1;
        if (Count == _slots.Capacity)
        {
            Grow();
            _slots.Insert(hash, Count);
        }
        else
        {
            _slots.Put(place, Count);
        }

        if (Count == _ends.Length)
            Array.Resize(ref _ends, Count * 2);
        text.CopyTo(_bytes.AsSpan(_used));
        _ends[Count] = _used += text.Length;
        return Count++;
    }

    public override object Key(int id) => Encoding.UTF8.GetString(Text(id));

    public override int Hash(int id)
    {
        var text = Text(id);
        Span<char> chars = text.Length <= Short ? stackalloc char[Short] : new char[text.Length];
        return JavaHash.Of(chars[..Encoding.UTF8.GetChars(text, chars)]);
    }

    private bool MakeRoom(int length)
    {
        var needed = (long)_used + length;
        if (needed <= _bytes.Length)
            return true;
        if (needed > Array.MaxLength)
            return false;
        Array.Resize(ref _bytes, (int)Math.Min(Math.Max(needed, _bytes.Length * 2L), Array.MaxLength));
        return true;
    }

    private void Grow()
    {
        _slots.Double();
        for (var id = 0; id < Count; id++)
            _slots.Insert(Slots.Mix(Text(id)), id);
    }
}
