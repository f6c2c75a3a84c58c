namespace FlinkZk.Server.Memory;

/// <summary>What is stored takes all the memory that it may.</summary>
internal sealed class MemoryFullException(long size, long most)
    : Exception($"What is stored takes {size} bytes of the {most} that it may: delete nodes, or start the server with more memory.");
