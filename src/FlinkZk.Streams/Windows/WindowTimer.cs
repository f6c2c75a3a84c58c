namespace FlinkZk.Streams.Windows;

/// <summary>Whose a timer is: one window of one key. A key's <see cref="KeyedWindows{TAcc}"/> lives as long as one of its windows does, so it stands for the key.</summary>
internal readonly record struct WindowTimer<TAcc>(KeyedWindows<TAcc> Windows, TimeWindow Window)
    where TAcc : class;
