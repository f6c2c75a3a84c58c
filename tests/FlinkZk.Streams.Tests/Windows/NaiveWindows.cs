using FlinkZk.Streams.State;
using FlinkZk.Streams.Windows;

namespace FlinkZk.Streams.Tests.Windows;

/// <summary>
/// Windows from the definition, in quadratic time and without timers: after each watermark everything is computed anew from all records ever accepted.
/// It says which windows fire at each step with which values and in which order, and which records are late.
/// </summary>
internal sealed class NaiveWindows(Func<long, IEnumerable<TimeWindow>> assign, bool merging, long lateness)
{
    private readonly List<Item> _items = [];
    private long _watermark = long.MinValue;

    /// <summary>What a record brings about.</summary>
    public List<string> Add(string key, long timestamp, int value)
    {
        var before = Alive(_items, _watermark).ToList();
        var fired = new List<string>();
        var taken = false;
        foreach (var window in assign(timestamp))
        {
            var item = new Item(key, window, timestamp, value);
            var actual = merging ? Sessions(before.Where(i => i.Key == key).Append(item)).Single(s => s.Contains(item)) : [item];
            var whole = Cover(actual);
            if (whole.MaxTimestamp + lateness <= _watermark)
                continue;
            taken = true;
            _items.Add(item);
            if (whole.MaxTimestamp <= _watermark)
                fired.Add(Print(key, whole, merging ? actual : before.Where(i => i.Key == key && i.Window == window).Append(item)));
        }

        if (!taken && timestamp + lateness <= _watermark)
            fired.Add($"late {key} {value}");
        return fired;
    }

    /// <summary>What a watermark brings about.</summary>
    public List<string> Advance(long watermark)
    {
        var alive = Alive(_items, _watermark).ToList();
        var fired = Groups(alive)
            .Select(g => (Window: Cover(g), Items: g))
            .Where(g => g.Window.MaxTimestamp > _watermark && g.Window.MaxTimestamp <= watermark)
            .OrderBy(g => g.Window.MaxTimestamp)
            .ThenBy(g => KeyGroups.ForHash(Keys.Hash(g.Items[0].Key), KeyGroups.DefaultMaxParallelism))
            .Select(g => Print(g.Items[0].Key, g.Window, g.Items))
            .ToList();
        _items.Clear();
        _items.AddRange(Alive(alive, watermark));
        _watermark = watermark;
        return fired;
    }

    public static string Print(string key, TimeWindow window, IEnumerable<int> values) => $"{key} {window} {string.Join(' ', values.Order())}";

    private static string Print(string key, TimeWindow window, IEnumerable<Item> items) => Print(key, window, items.Select(i => i.Value));

    private static TimeWindow Cover(List<Item> items) => items.Select(i => i.Window).Aggregate((a, b) => a.Cover(b));

    private IEnumerable<Item> Alive(IEnumerable<Item> items, long watermark) =>
        Groups(items).Where(g => Cover(g).MaxTimestamp + lateness > watermark).SelectMany(g => g);

    private IEnumerable<List<Item>> Groups(IEnumerable<Item> items) => merging
        ? items.GroupBy(i => i.Key).SelectMany(Sessions)
        : items.GroupBy(i => (i.Key, i.Window)).Select(g => g.ToList());

    /// <summary>Joins windows that touch until none do.</summary>
    private static List<List<Item>> Sessions(IEnumerable<Item> items)
    {
        var sessions = new List<List<Item>>();
        foreach (var item in items)
        {
            var touching = sessions.FindAll(s => Cover(s).Intersects(item.Window));
            sessions.RemoveAll(touching.Contains);
            sessions.Add([.. touching.SelectMany(s => s), item]);
        }

        return sessions;
    }

    private sealed record Item(string Key, TimeWindow Window, long Timestamp, int Value);
}
