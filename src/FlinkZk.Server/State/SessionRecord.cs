namespace FlinkZk.Server.State;

/// <summary>What of a session outlives the server: its timeout in milliseconds and the password that proves it.</summary>
internal sealed record SessionRecord(long Id, int Timeout, byte[] Password)
{
    public override string ToString() => $"0x{Id:x}, {Timeout} ms";
}
