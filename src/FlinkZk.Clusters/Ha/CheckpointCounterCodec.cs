using System.Buffers.Binary;
using FlinkZk.Clusters.Model;

namespace FlinkZk.Clusters.Ha;

/// <summary>The bytes of <c>checkpoint_id_counter</c>: a big-endian 32-bit number (Curator's <c>SharedCount</c>).</summary>
internal static class CheckpointCounterCodec
{
    public static byte[] Write(CheckpointCounter counter)
    {
        var bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, counter.Next);
        return bytes;
    }

    public static Decoded<CheckpointCounter> Read(ReadOnlySpan<byte> bytes) => bytes.Length == sizeof(int)
        ? new CheckpointCounter(BinaryPrimitives.ReadInt32BigEndian(bytes))
        : new FormatError(bytes.IsEmpty ? FormatProblem.Empty : FormatProblem.NotCounter, Math.Min(bytes.Length, sizeof(int)), $"A counter has 4 bytes, not {bytes.Length}.");
}
