namespace FlinkZk.Clusters.Http;

/// <summary>Reads an answer's body up to a bound: what answers may be no Flink, or may never end.</summary>
internal static class BoundedBody
{
    private const int Step = 16 << 10;

    /// <returns>The body; null if it is larger.</returns>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpContent content, int most, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > most)
            return null;
        using var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var buffer = new byte[Math.Min(most, (int?)content.Headers.ContentLength ?? Step) + 1];
        var length = 0;
        while (await stream.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false) is > 0 and var read)
        {
            length += read;
            if (length > most)
                return null;
            if (length == buffer.Length)
                Array.Resize(ref buffer, (int)Math.Min(2L * buffer.Length, most + 1L));
        }
        return buffer.AsMemory(0, length);
    }
}
