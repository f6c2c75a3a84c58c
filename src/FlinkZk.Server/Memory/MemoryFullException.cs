namespace FlinkZk.Server.Memory;

/// <summary>Nodes, sessions and watches take all the memory that they may.</summary>
internal sealed class MemoryFullException(long size, long most)
    : Exception($"The memory is full: nodes, sessions and watches take {size} bytes of the {most} that they may. Deletions work; so make room, or start the server with more memory.");
