namespace FlinkZk.Server.Log;

/// <summary>An open file. Calls block: they belong on a thread that may wait.</summary>
internal interface IDiskFile : IDisposable
{
    /// <summary>Bytes in it.</summary>
    long Length { get; }

    /// <summary>Reads up to a buffer full.</summary>
    /// <returns>Bytes read; fewer than asked for only at the end of the file.</returns>
    int Read(Span<byte> buffer, long offset);

    /// <summary>Writes all of it.</summary>
    /// <exception cref="DiskFullException">The file had to grow and could not.</exception>
    void Write(ReadOnlySpan<byte> bytes, long offset);

    /// <summary>Cuts the file, or lengthens it with zeros.</summary>
    void SetLength(long length);

    /// <summary>Returns once everything written, and the length, would survive a loss of power.</summary>
    void Sync();
}
