using FlinkZk.Wire;

namespace FlinkZk.Server.State;

/// <summary>What of a session outlives the server: its timeout in milliseconds and the password that proves it.</summary>
internal sealed record SessionRecord(long Id, int Timeout, byte[] Password)
{
    /// <summary>Whether a step of its end is done: it has no password any more, which snapshots write as zeros.</summary>
    public bool IsHalfClosed => !Password.AsSpan().ContainsAnyExcept((byte)0);

    /// <summary>The session once a step of its end is done.</summary>
    public SessionRecord HalfClosed() => this with { Password = new byte[Limits.Password] };

    public override string ToString() => $"0x{Id:x}, {Timeout} ms";
}
