namespace FlinkZk.Streams.Connectors;

/// <summary>Gives the same string for the same text, where it came before: keys and categories repeat. One place a hash, the newcomer takes it; so its size is fixed.</summary>
internal sealed class StringPool
{
    private const int Size = 1024;

    /// <summary>Longer texts seldom repeat.</summary>
    private const int MaxLength = 32;

    private readonly string?[] _strings = new string?[Size];

    public string Get(ReadOnlySpan<char> text)
    {
        if (text.Length > MaxLength)
            return text.ToString();
        ref var place = ref _strings[(uint)string.GetHashCode(text) % Size];
        if (place is null || !text.SequenceEqual(place))
            place = text.ToString();
        return place;
    }
}
