namespace FlinkZk.Clusters.Http;

/// <summary>Reads a body of any length and keeps its end.</summary>
/// <param name="skip">How many bytes in front are left out.</param>
/// <param name="most">How many at the end are kept at most.</param>
internal sealed class EndOfBody(long skip, int most)
{
    private const int Step = 64 << 10;

    /// <summary>How many bytes there were.</summary>
    public long Size { get; private set; }

    public async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        // A request that is tried again is read from the beginning.
        Size = 0;
        using var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var step = new byte[Step];
        var kept = new MemoryStream();
        while (await stream.ReadAsync(step, cancellationToken).ConfigureAwait(false) is > 0 and var read)
        {
            var unwanted = (int)Math.Clamp(skip - Size, 0, read);
            Size += read;
            kept.Write(step, unwanted, read - unwanted);
            if (kept.Length > 2L * most)
                kept = Ending(kept, most);
        }
        kept = Ending(kept, most);
        return kept.GetBuffer().AsMemory(0, (int)kept.Length);
    }

    private static MemoryStream Ending(MemoryStream kept, int most)
    {
        if (kept.Length <= most)
            return kept;
        var ending = new MemoryStream(most);
        ending.Write(kept.GetBuffer(), (int)kept.Length - most, most);
        return ending;
    }
}
