using FlinkZk.Streams.Time;

namespace FlinkZk.Streams.Tests.Vectors;

public sealed class WatermarkValveVectors
{
    public static TheoryData<string> Names => Vector.Of("watermarkValve");

    [Theory]
    [MemberData(nameof(Names))]
    public void The_valve_does_what_Flinks_did(string name)
    {
        var vector = Vector.Load(name);
        var actual = new List<string>();
        var valve = new WatermarkValve((int)vector.Number("channels"))
        {
            OnWatermark = w => actual.Add($"watermark {w}"),
            OnStatus = s => actual.Add(s == WatermarkStatus.Idle ? "status idle" : "status active"),
        };
        foreach (var step in vector.Steps)
        {
            actual.Clear();
            var channel = step.GetProperty("channel").GetInt32();
            if (step.TryGetProperty("watermark", out var watermark))
                valve.InputWatermark(channel, watermark.GetInt64());
            else
                valve.InputStatus(channel, step.GetProperty("status").GetString() == "idle" ? WatermarkStatus.Idle : WatermarkStatus.Active);
            Assert.Equal(Vector.Expected(step, false), actual);
        }
    }

    [Fact]
    public void All_vectors_are_there() => Assert.Equal(8, Names.Count);
}
