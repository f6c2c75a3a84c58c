namespace FlinkZk.Coordination;

/// <summary>A file's last line.</summary>
/// <param name="Nodes">Lines of nodes.</param>
/// <param name="Bytes">Bytes of data in them; -1 where it is not told.</param>
/// <param name="Unreadable">Nodes that could not be read when the file was made.</param>
/// <param name="Sha256">The checksum of all bytes before this line, in hexadecimal; null where whoever made the file left it out.</param>
internal sealed record TreeFileEnd(long Nodes, long Bytes, long Unreadable, string? Sha256);
