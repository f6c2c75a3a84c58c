using System.Globalization;
using System.Text.Json;
using FlinkZk.Streams.Operators;
using FlinkZk.Streams.Records;
using FlinkZk.Streams.State;
using FlinkZk.Streams.Time;

namespace FlinkZk.Streams.Tests.Vectors;

/// <summary>The process function of the vectors: a record's value is a list of commands. What it emits is a line of JSON.</summary>
internal sealed class CommandFunction : ProcessFunction
{
    private readonly StateTtl? _ttl;
    private readonly long _chainUntil;
    private readonly bool _twoInputs;
    private ValueState<string> _value = null!;
    private ListState<string> _list = null!;
    private MapState<string, string?> _map = null!;
    private ReducingState<long> _reducing = null!;

    public CommandFunction(Vector vector)
    {
        if (vector.Config.TryGetProperty("ttl", out var ttl))
            _ttl = new(ttl.GetProperty("time").GetInt64(), ttl.GetProperty("update").GetString() == "OnReadAndWrite", ttl.GetProperty("visibility").GetString() == "ReturnExpiredIfNotCleanedUp");
        _twoInputs = vector.Config.TryGetProperty("commands", out _);
        if (vector.Text("onTimer") is { } rule)
            _chainUntil = rule.Contains("<= 60", StringComparison.Ordinal) ? 60 : 50;
    }

    public override int Inputs => _twoInputs ? 2 : 1;

    public override void Open(IKeyedState state)
    {
        _value = state.Value("value", StateSerializers.Text, _ttl);
        _list = state.List("list", StateSerializers.Text, _ttl);
        _map = state.Map("map", StateSerializers.Text, new StateSerializer<string?>((writer, value) => writer.WriteValue(value), reader => (string?)reader.ReadValue()), StringComparer.Ordinal, _ttl);
        _reducing = state.Reducing("reducing", StateSerializers.Int64, (a, b) => a + b, _ttl);
    }

    public override void Process(int input, IRow row, ProcessContext context)
    {
        row.TryGetValue("value", out var commands);
        foreach (var command in ((string)commands!).Split(';'))
            Execute(input, command, context);
    }

    public override void OnTimer(TimeDomain domain, long time, ProcessContext context)
    {
        var name = domain == TimeDomain.Event ? "event" : "processing";
        if (_twoInputs)
            Emit(context, ("key", context.Key), ("timer", time), ("domain", name));
        else
            Emit(context, ("key", context.Key), ("timer", time), ("domain", name), ("contextTimestamp", context.Timestamp), ("currentWatermark", context.CurrentWatermark));
        if (time > _chainUntil - 10)
            return;
        if (domain == TimeDomain.Event)
            context.RegisterEventTimeTimer(time + 10);
        else
            context.RegisterProcessingTimeTimer(time + 10);
    }

    private void Execute(int input, string command, ProcessContext context)
    {
        var (verb, argument) = command.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon ? (command[..colon], command[(colon + 1)..]) : (command, "");
        switch (verb)
        {
            case "et":
                context.RegisterEventTimeTimer(Number(argument));
                break;
            case "pt":
                context.RegisterProcessingTimeTimer(Number(argument));
                break;
            case "del-et":
                context.DeleteEventTimeTimer(Number(argument));
                break;
            case "del-pt":
                context.DeleteProcessingTimeTimer(Number(argument));
                break;
            case "now":
                Emit(context, ("key", context.Key), ("timestamp", context.Timestamp), ("currentWatermark", context.CurrentWatermark), ("processingTime", context.CurrentProcessingTime));
                break;
            case "value.set":
                _value.Value = argument;
                break;
            case "value.setnull":
                _value.Value = null;
                break;
            case "value.get":
                Emit(context, ("key", context.Key), (verb, _value.Value));
                break;
            case "value.clear":
                _value.Clear();
                break;
            case "list.add":
                _list.Add(argument);
                break;
            case "list.addnull":
                _list.Add(null!);
                break;
            case "list.addAll":
                Array.ForEach(argument.Split(','), _list.Add);
                break;
            case "list.update":
                _list.Update(argument.Length == 0 ? [] : argument.Split(','));
                break;
            case "list.get":
                Emit(context, ("key", context.Key), (verb, _list.Items));
                break;
            case "list.clear":
                _list.Clear();
                break;
            case "map.put":
                var parts = argument.Split('=');
                _map.Put(parts[0], parts.Length > 1 ? parts[1] : null);
                break;
            case "map.get":
                Emit(context, ("key", context.Key), (verb, _map.TryGet(argument, out var found) ? found : null));
                break;
            case "map.contains":
                Emit(context, ("key", context.Key), (verb, _map.TryGet(argument, out _)));
                break;
            case "map.remove":
                _map.Remove(argument);
                break;
            case "map.entries":
                Emit(context, ("key", context.Key), (verb, _map.Entries.ToDictionary(entry => entry.Key, entry => entry.Value)));
                break;
            case "map.isEmpty":
                Emit(context, ("key", context.Key), (verb, _map.IsEmpty));
                break;
            case "map.clear":
                _map.Clear();
                break;
            case "reducing.add":
                _reducing.Add(Number(argument));
                break;
            case "reducing.get":
                Emit(context, ("key", context.Key), (verb, _reducing.TryGet(out var sum) ? sum : null));
                break;
            case "reducing.clear":
                _reducing.Clear();
                break;
            default:
                Assert.True(_twoInputs, $"There is no command '{command}'.");
                Emit(context, ("key", context.Key), ("side", input == 0 ? "left" : "right"), ("value", command), ("currentWatermark", context.CurrentWatermark));
                break;
        }
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static void Emit(ProcessContext context, params (string Name, object? Value)[] properties) =>
        context.Emit(StreamsTesting.Row(("line", JsonSerializer.Serialize(properties.ToDictionary(property => property.Name, property => property.Value)))));
}
