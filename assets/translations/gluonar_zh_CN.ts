<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
  <context>
    <name>GluonAR</name>
    <message>
      <location filename="../../app/audio/capture.py"></location>
      <source>Free some space or allow the program to write there, and try again.</source>
      <translation>请腾出一些空间，或允许本程序在那里写入，然后重试。</translation>
    </message>
    <message>
      <location filename="../../app/audio/capture.py"></location>
      <source>Recordings cannot be saved in “{folder}”: {reason}.</source>
      <translation>无法在“{folder}”中保存录音：{reason}。</translation>
    </message>
    <message>
      <location filename="../../app/audio/capture.py"></location>
      <source>Some sound was lost while recording, because the computer was too busy.</source>
      <translation>录音时计算机太忙，丢失了一部分声音。</translation>
    </message>
    <message>
      <location filename="../../app/audio/capture.py"></location>
      <source>The microphone was muted for some of the time.</source>
      <translation>有一段时间麦克风是静音的。</translation>
    </message>
    <message>
      <location filename="../../app/audio/capture.py"></location>
      <source>The microphone was changed: a part may be of another one.</source>
      <translation>麦克风换过了：其中一部分可能来自另一个麦克风。</translation>
    </message>
    <message>
      <location filename="../../app/audio/capture.py"></location>
      <source>The microphone “{name}” stopped answering.</source>
      <translation>麦克风“{name}”没有响应了。</translation>
    </message>
    <message>
      <location filename="../../app/audio/capture.py"></location>
      <source>The microphone “{name}” is gone.</source>
      <translation>麦克风“{name}”不见了。</translation>
    </message>
    <message>
      <location filename="../../app/audio/capture.py"></location>
      <source>What was heard is kept.</source>
      <translation>已听到的内容都已保留。</translation>
    </message>
    <message>
      <location filename="../../app/audio/capture.py"></location>
      <source>The recording ended after {minutes:.0f} minutes.</source>
      <translation>录音在 {minutes:.0f} 分钟后结束。</translation>
    </message>
    <message>
      <location filename="../../app/audio/capture.py"></location>
      <source>The {kept_s:.1f} s heard until then are kept. Check its connection before you record again.</source>
      <translation>在此之前听到的 {kept_s:.1f} 秒已保留。再次录音前请检查它的连接。</translation>
    </message>
    <message>
      <location filename="../../app/audio/capture.py"></location>
      <source>Your system changed the microphone from “{before}” to “{now}”.</source>
      <translation>您的系统把麦克风从“{before}”换成了“{now}”。</translation>
    </message>
    <message>
      <location filename="../../app/audio/capture.py"></location>
      <source>The recording was ended, and the {kept_s:.1f} s heard until then are kept. Choose in the sound settings of your system which one you want, and record again.</source>
      <translation>录音已结束，此前听到的 {kept_s:.1f} 秒会保留。请在系统的声音设置中选择要用的麦克风，然后重新录音。</translation>
    </message>
    <message>
      <location filename="../../app/audio/capture.py"></location>
      <source>It goes on, but ending the program would lose it. Stop, free some space, and enroll it now.</source>
      <translation>录音会继续，但结束程序就会丢失它。请停止录音，腾出一些空间，并立即注册。</translation>
    </message>
    <message>
      <location filename="../../app/audio/capture.py"></location>
      <source>The recording is not saved while it is made: {reason}.</source>
      <translation>录音时没有同时保存：{reason}。</translation>
    </message>
    <message>
      <location filename="../../app/audio/devices.py"></location>
      <source>No microphone was found.</source>
      <translation>没有找到麦克风。</translation>
    </message>
    <message>
      <location filename="../../app/audio/devices.py"></location>
      <source>Connect one, or add recordings from files instead.</source>
      <translation>请连接一个麦克风，或改为添加录音文件。</translation>
    </message>
    <message>
      <location filename="../../app/audio/devices.py"></location>
      <source>Connect it again, or choose another microphone.</source>
      <translation>请重新连接它，或选择另一个麦克风。</translation>
    </message>
    <message>
      <location filename="../../app/audio/devices.py"></location>
      <source>The microphone “{name}” is not connected any more.</source>
      <translation>麦克风“{name}”已不再连接。</translation>
    </message>
    <message>
      <location filename="../../app/audio/player.py"></location>
      <source>There is nothing to play sound on.</source>
      <translation>没有可以播放声音的设备。</translation>
    </message>
    <message>
      <location filename="../../app/audio/player.py"></location>
      <source>Connect headphones or speakers, and try again.</source>
      <translation>请连接耳机或扬声器，然后重试。</translation>
    </message>
    <message>
      <location filename="../../app/audio/player.py"></location>
      <source>Connect it, or choose another one on the Settings page.</source>
      <translation>请连接它，或在“设置”页选择另一个。</translation>
    </message>
    <message>
      <location filename="../../app/audio/player.py"></location>
      <source>The loudspeaker “{name}” is not connected.</source>
      <translation>扬声器“{name}”没有连接。</translation>
    </message>
    <message>
      <location filename="../../app/audio/player.py"></location>
      <source>Choose another loudspeaker on the Settings page, and try again.</source>
      <translation>请在“设置”页选择另一个扬声器，然后重试。</translation>
    </message>
    <message>
      <location filename="../../app/audio/player.py"></location>
      <source>The sound cannot be played: {reason}.</source>
      <translation>无法播放声音：{reason}。</translation>
    </message>
    <message>
      <location filename="../../app/audio/portaudio.py"></location>
      <source>The sound library PortAudio is not installed.</source>
      <translation>没有安装声音库 PortAudio。</translation>
    </message>
    <message>
      <location filename="../../app/audio/portaudio.py"></location>
      <source>Install it (on Debian or Ubuntu: libportaudio2) and try again. Files can be used without it.</source>
      <translation>请安装它（在 Debian 或 Ubuntu 上：libportaudio2），然后重试。不安装也可以使用文件。</translation>
    </message>
    <message>
      <location filename="../../app/audio/portaudio.py"></location>
      <source>The sound system does not answer.</source>
      <translation>声音系统没有响应。</translation>
    </message>
    <message>
      <location filename="../../app/audio/portaudio.py"></location>
      <source>Unplug the device and plug it in again, or restart the computer's sound service, and try again.</source>
      <translation>请拔下设备再插上，或重新启动计算机的声音服务，然后重试。</translation>
    </message>
    <message>
      <location filename="../../app/audio/portaudio.py"></location>
      <source>Check that the device is connected, and try again.</source>
      <translation>请检查设备是否已连接，然后重试。</translation>
    </message>
    <message>
      <location filename="../../app/audio/portaudio.py"></location>
      <source>The sound system reports: {text}.</source>
      <translation>声音系统报告：{text}。</translation>
    </message>
    <message>
      <location filename="../../app/audio/recorder.py"></location>
      <source>Close it there, or choose another microphone.</source>
      <translation>请在那个程序中关闭它，或选择另一个麦克风。</translation>
    </message>
    <message>
      <location filename="../../app/audio/recorder.py"></location>
      <source>The microphone “{name}” is in use by another program.</source>
      <translation>麦克风“{name}”正被另一个程序使用。</translation>
    </message>
    <message>
      <location filename="../../app/audio/recorder.py"></location>
      <source>Choose another one, or connect it again.</source>
      <translation>请选择另一个麦克风，或重新连接它。</translation>
    </message>
    <message>
      <location filename="../../app/audio/recorder.py"></location>
      <source>The microphone “{name}” cannot be opened: {reason}.</source>
      <translation>无法打开麦克风“{name}”：{reason}。</translation>
    </message>
    <message>
      <location filename="../../app/audio/recorder.py"></location>
      <source>Nothing is heard from it. Unmute it in the sound settings of your system; the recording goes on.</source>
      <translation>听不到它的声音。请在系统的声音设置中取消静音；录音仍在继续。</translation>
    </message>
    <message>
      <location filename="../../app/audio/recorder.py"></location>
      <source>The microphone “{name}” is muted.</source>
      <translation>麦克风“{name}”已静音。</translation>
    </message>
    <message>
      <location filename="../../app/audio/recorder.py"></location>
      <source>Check that it is not muted, and that this program may use it.</source>
      <translation>请检查它是否被静音，以及本程序是否有权使用它。</translation>
    </message>
    <message>
      <location filename="../../app/audio/recorder.py"></location>
      <source>The microphone “{name}” delivers nothing but digital silence.</source>
      <translation>麦克风“{name}”只送来数字静音。</translation>
    </message>
    <message>
      <location filename="../../app/audio/spool.py"></location>
      <source>Recovered recording of {time:%Y-%m-%d %H:%M}</source>
      <translation>{time:%Y-%m-%d %H:%M} 恢复的录音</translation>
    </message>
    <message>
      <location filename="../../app/consent_terms.py"></location>
      <source>The speaker agrees that recordings of their voice, and a template made from them, are kept on this computer for this purpose: {purpose}. They may withdraw at any time; all of it is then deleted.</source>
      <translation>说话人同意：为“{purpose}”这一目的，在这台计算机上保存其声音的录音，以及由录音制成的模板。说话人可以随时撤回同意；届时全部内容都会删除。</translation>
    </message>
    <message>
      <location filename="../../app/consent_terms.py"></location>
      <source>Verification</source>
      <translation>验证</translation>
    </message>
    <message>
      <location filename="../../app/consent_terms.py"></location>
      <source>Identification</source>
      <translation>辨认</translation>
    </message>
    <message>
      <location filename="../../app/consent_terms.py"></location>
      <source>Research</source>
      <translation>研究</translation>
    </message>
    <message>
      <location filename="../../app/consent_terms.py"></location>
      <source>Forensic comparison</source>
      <translation>司法语音比对</translation>
    </message>
    <message>
      <location filename="../../app/controllers/base.py"></location>
      <source>Something went wrong in the program itself; nothing you entered is lost.</source>
      <translation>程序本身出了问题；您输入的内容没有丢失。</translation>
    </message>
    <message>
      <location filename="../../app/controllers/base.py"></location>
      <source>Try again. If it stays, send us the log file: {path}</source>
      <translation>请重试。如果问题仍在，请把日志文件发给我们：{path}</translation>
    </message>
    <message>
      <location filename="../../app/controllers/curation.py"></location>
      <source>{old} is {new} now.</source>
      <translation>{old} 现在叫 {new}。</translation>
    </message>
    <message>
      <location filename="../../app/controllers/curation.py"></location>
      <source>Notes and tags of {name} are saved.</source>
      <translation>{name} 的备注和标签已保存。</translation>
    </message>
    <message>
      <location filename="../../app/controllers/curation.py"></location>
      <source>{others} and {name} are one speaker now: {name}, with {takes}.</source>
      <translation>{others} 和 {name} 现在是同一个说话人：{name}，共 {takes}。</translation>
    </message>
    <message>
      <location filename="../../app/controllers/curation.py"></location>
      <source>{new} is a speaker of their own now, with {takes} that {name} had.</source>
      <translation>{new} 现在是单独的说话人，有原属 {name} 的 {takes}。</translation>
    </message>
    <message>
      <location filename="../../app/controllers/curation.py"></location>
      <source>{takes} of {name} went to {to}.</source>
      <translation>{name} 的 {takes}已移给 {to}。</translation>
    </message>
    <message>
      <location filename="../../app/controllers/curation.py"></location>
      <source>{takes} of {name} removed.</source>
      <translation>{name} 的 {takes}已删除。</translation>
    </message>
    <message>
      <location filename="../../app/controllers/curation.py"></location>
      <source>{name} is removed.</source>
      <translation>{name} 已删除。</translation>
    </message>
    <message>
      <location filename="../../app/controllers/curation.py"></location>
      <source>The last change is undone.</source>
      <translation>已撤销上一次更改。</translation>
    </message>
    <message>
      <location filename="../../app/controllers/curation.py"></location>
      <source>It is wiped from the disk; backups that you saved yourself still have it. Until your next change, Undo brings it back from memory.</source>
      <translation>它已从磁盘上擦除；您自己保存的备份中仍然有它。在下一次更改之前，可以用“撤销”从内存中恢复。</translation>
    </message>
    <message>
      <location filename="../../app/controllers/curation.py"></location>
      <source>Ctrl+Z on this page undoes it, until your next change.</source>
      <translation>在下一次更改之前，在本页按 Ctrl+Z 可以撤销。</translation>
    </message>
    <message>
      <location filename="../../app/controllers/curation.py"></location>
      <source>{takes} came twice and is kept once.</source>
      <translation>{takes}重复出现，只保留一份。</translation>
    </message>
    <message>
      <location filename="../../app/controllers/evaluation.py"></location>
      <source>picture</source>
      <translation>图片</translation>
    </message>
    <message>
      <location filename="../../app/controllers/evaluation.py"></location>
      <source>Choose the folder of another model, or compare with none.</source>
      <translation>请选择另一个模型的文件夹，或不作比较。</translation>
    </message>
    <message>
      <location filename="../../app/controllers/spectrogram.py"></location>
      <source>Drawing {name}</source>
      <translation>正在绘制 {name}</translation>
    </message>
    <message>
      <location filename="../../app/controllers/spectrogram.py"></location>
      <source>Writing {name}</source>
      <translation>正在写入 {name}</translation>
    </message>
    <message>
      <location filename="../../app/errors.py"></location>
      <source>Only {heard_s:.1f} s of speech was found.</source>
      <translation>只找到 {heard_s:.1f} 秒语音。</translation>
    </message>
    <message>
      <location filename="../../app/errors.py"></location>
      <source>Record at least {needed_s:.0f} s of continuous speech and try again.</source>
      <translation>请至少录制 {needed_s:.0f} 秒连续的语音，然后重试。</translation>
    </message>
    <message>
      <location filename="../../app/errors.py"></location>
      <source>Choose another name, or add recordings to the existing speaker.</source>
      <translation>请换一个名字，或把录音添加到已有的说话人。</translation>
    </message>
    <message>
      <location filename="../../app/errors.py"></location>
      <source>A speaker named “{name}” is already enrolled.</source>
      <translation>已经注册了名为“{name}”的说话人。</translation>
    </message>
    <message>
      <location filename="../../app/errors.py"></location>
      <source>Check the spelling, or enroll them first.</source>
      <translation>请检查拼写，或先注册此人。</translation>
    </message>
    <message>
      <location filename="../../app/errors.py"></location>
      <source>No speaker named “{name}” is enrolled.</source>
      <translation>没有注册名为“{name}”的说话人。</translation>
    </message>
    <message>
      <location filename="../../app/errors.py"></location>
      <source>This speaker has been removed meanwhile.</source>
      <translation>这个说话人在此期间已被删除。</translation>
    </message>
    <message>
      <location filename="../../app/errors.py"></location>
      <source>Enroll them again, or choose another speaker.</source>
      <translation>请重新注册，或选择另一个说话人。</translation>
    </message>
    <message>
      <location filename="../../app/errors.py"></location>
      <source>This take has been removed meanwhile.</source>
      <translation>这段录音在此期间已被删除。</translation>
    </message>
    <message>
      <location filename="../../app/errors.py"></location>
      <source>Choose the speaker again to see what is there.</source>
      <translation>请重新选择这个说话人，看看现在有什么。</translation>
    </message>
    <message>
      <location filename="../../app/errors.py"></location>
      <source>“history --json” lists them; those of removed speakers are removed with them.</source>
      <translation>“history --json”会列出它们；已删除说话人的回答随其一起删除。</translation>
    </message>
    <message>
      <location filename="../../app/errors.py"></location>
      <source>There is no answer number {trial_id} in the history.</source>
      <translation>历史中没有编号为 {trial_id} 的回答。</translation>
    </message>
    <message>
      <location filename="../../app/errors.py"></location>
      <source>A stored recording or template is damaged: it is not what was saved.</source>
      <translation>有一段已存的录音或一个模板已损坏：与保存时不一样。</translation>
    </message>
    <message>
      <location filename="../../app/errors.py"></location>
      <source>Check the disk, and put back a copy of the gallery, or remove that speaker and enroll them again.</source>
      <translation>请检查磁盘，并放回声音库的副本，或删除那个说话人并重新注册。</translation>
    </message>
    <message>
      <location filename="../../app/errors.py"></location>
      <source>Leave one of the takes, or merge or remove the speaker instead.</source>
      <translation>请保留其中一段录音，或者改为合并或删除这个说话人。</translation>
    </message>
    <message>
      <location filename="../../app/errors.py"></location>
      <source>“{name}” would be left without any take.</source>
      <translation>这样“{name}”就一段录音也没有了。</translation>
    </message>
    <message>
      <location filename="../../app/errors.py"></location>
      <source>This can no longer be undone: something that it concerns has changed since.</source>
      <translation>这一步已无法撤销：相关内容在此之后又有变动。</translation>
    </message>
    <message>
      <location filename="../../app/errors.py"></location>
      <source>Nothing was changed now. Look at the speakers, and change them by hand.</source>
      <translation>现在没有更改任何内容。请查看说话人，并手动修改。</translation>
    </message>
    <message>
      <location filename="../../app/errors.py"></location>
      <source>Ask them again and record their consent on the Enroll page, or remove them.</source>
      <translation>请重新征求同意并在“注册”页记录，或删除此人。</translation>
    </message>
    <message>
      <location filename="../../app/errors.py"></location>
      <source>The consent of “{name}” ended on {expires_on}, so nothing is compared with their voice.</source>
      <translation>“{name}”的同意已于 {expires_on} 到期，因此不会再与其声音比较。</translation>
    </message>
    <message>
      <location filename="../../app/errors.py"></location>
      <source>Leave it out: the same recording twice makes the speaker model no better.</source>
      <translation>请去掉它：同一段录音用两次不会让说话人模型更好。</translation>
    </message>
    <message>
      <location filename="../../app/errors.py"></location>
      <source>The recording “{source}” is already among this speaker's.</source>
      <translation>录音“{source}”已经属于这个说话人。</translation>
    </message>
    <message>
      <location filename="../../app/evaluate_wiring.py"></location>
      <source>“Supports” now begins at LLR {llr}, on every page.</source>
      <translation>现在所有页面都从 LLR {llr} 起算“支持”。</translation>
    </message>
    <message>
      <location filename="../../app/evaluate_wiring.py"></location>
      <source>On these trials: {rates}.</source>
      <translation>在这些试验上：{rates}。</translation>
    </message>
    <message>
      <location filename="../../app/evaluate_wiring.py"></location>
      <source>Undo</source>
      <translation>撤销</translation>
    </message>
    <message>
      <location filename="../../app/evaluate_wiring.py"></location>
      <source>Evaluating…</source>
      <translation>正在评估…</translation>
    </message>
    <message>
      <location filename="../../app/evaluate_wiring.py"></location>
      <source>Reading recordings: {n:,} of {all:,}</source>
      <translation>正在读取录音：{n:,} / {all:,}</translation>
    </message>
    <message>
      <location filename="../../app/evaluate_wiring.py"></location>
      <source>Making templates: {n:,} of {all:,}</source>
      <translation>正在生成模板：{n:,} / {all:,}</translation>
    </message>
    <message>
      <location filename="../../app/evaluate_wiring.py"></location>
      <source>Comparing takes: {n:,} of {all:,}</source>
      <translation>正在比较录音：{n:,} / {all:,}</translation>
    </message>
    <message>
      <location filename="../../app/evaluate_wiring.py"></location>
      <source>Finding the intervals: {n:,} of {all:,}</source>
      <translation>正在求区间：{n:,} / {all:,}</translation>
    </message>
    <message>
      <location filename="../../app/evaluate_wiring.py"></location>
      <source>“{name}” is saved.</source>
      <translation>“{name}”已保存。</translation>
    </message>
    <message>
      <location filename="../../app/folder_wiring.py"></location>
      <source>Speakers are being enrolled from another folder.</source>
      <translation>正在从另一个文件夹注册说话人。</translation>
    </message>
    <message>
      <location filename="../../app/folder_wiring.py"></location>
      <source>Wait until that is done, or cancel it below.</source>
      <translation>请等它完成，或在下方取消。</translation>
    </message>
    <message>
      <location filename="../../app/folder_wiring.py"></location>
      <source>Enrolling speakers…</source>
      <translation>正在注册说话人…</translation>
    </message>
    <message>
      <location filename="../../app/folder_wiring.py"></location>
      <source>Looking at the recordings…</source>
      <translation>正在查看录音…</translation>
    </message>
    <message>
      <location filename="../../app/folder_wiring.py"></location>
      <source>{words} {n} of {all}</source>
      <translation>{words} {n} / {all}</translation>
    </message>
    <message>
      <location filename="../../app/folder_wiring.py"></location>
      <source>1 speaker is enrolled.</source>
      <translation>已注册 1 个说话人。</translation>
    </message>
    <message>
      <location filename="../../app/folder_wiring.py"></location>
      <source>{n} speakers are enrolled.</source>
      <translation>已注册 {n} 个说话人。</translation>
    </message>
    <message>
      <location filename="../../app/folder_wiring.py"></location>
      <source>{n} could not be; the table says why.</source>
      <translation>{n} 个未能注册；原因见表格。</translation>
    </message>
    <message>
      <location filename="../../app/glossary.py"></location>
      <source>Log-likelihood ratio (LLR)</source>
      <translation>对数似然比（LLR）</translation>
    </message>
    <message>
      <location filename="../../app/glossary.py"></location>
      <source>The natural logarithm of how much more likely the recording is if the speaker is talking than if somebody else is. 0 is even, +2.3 ten to one for, −2.3 ten to one against.</source>
      <translation>这个说话人在说话时，这段录音的可能性是别人说话时的多少倍，取自然对数。0 表示均等，+2.3 表示十比一支持，−2.3 表示十比一不支持。</translation>
    </message>
    <message>
      <location filename="../../app/glossary.py"></location>
      <source>Operating point</source>
      <translation>工作点</translation>
    </message>
    <message>
      <location filename="../../app/glossary.py"></location>
      <source>The log-likelihood ratio at which “supports” begins. It follows from how likely it is beforehand that it is the speaker, and from what the two possible errors cost.</source>
      <translation>从这个对数似然比起算“支持”。它取决于事先认为是这个说话人的概率，以及两种错误的代价。</translation>
    </message>
    <message>
      <location filename="../../app/glossary.py"></location>
      <source>Score, cosine</source>
      <translation>分数、余弦</translation>
    </message>
    <message>
      <location filename="../../app/glossary.py"></location>
      <source>How alike the two voices are to the model. Where a model has a cohort, typical voices of a population, the score is how far the cosine lies above what is usual for these two recordings.</source>
      <translation>对模型来说，两个声音有多相似。如果模型有参照人群（某一人群的典型声音），分数就是余弦比这两段录音的通常值高多少。</translation>
    </message>
    <message>
      <location filename="../../app/glossary.py"></location>
      <source>Net speech</source>
      <translation>净语音</translation>
    </message>
    <message>
      <location filename="../../app/glossary.py"></location>
      <source>The seconds in which somebody speaks, without the pauses.</source>
      <translation>有人说话的秒数，不含停顿。</translation>
    </message>
    <message>
      <location filename="../../app/glossary.py"></location>
      <source>SNR</source>
      <translation>信噪比（SNR）</translation>
    </message>
    <message>
      <location filename="../../app/glossary.py"></location>
      <source>Signal to noise ratio: by how many decibels the speech is above the background.</source>
      <translation>语音比背景高多少分贝。</translation>
    </message>
    <message>
      <location filename="../../app/glossary.py"></location>
      <source>Band</source>
      <translation>频带</translation>
    </message>
    <message>
      <location filename="../../app/glossary.py"></location>
      <source>Up to which frequency the speech reaches. A telephone ends near 4 kHz; the model hears up to 8 kHz.</source>
      <translation>语音达到的最高频率。电话大约到 4 kHz 为止；模型最高听到 8 kHz。</translation>
    </message>
    <message>
      <location filename="../../app/glossary.py"></location>
      <source>Clipping</source>
      <translation>削波</translation>
    </message>
    <message>
      <location filename="../../app/glossary.py"></location>
      <source>The recording was too loud: its peaks are cut off, and what was there is lost.</source>
      <translation>录音太响：波峰被削掉，那里的内容丢失了。</translation>
    </message>
    <message>
      <location filename="../../app/glossary.py"></location>
      <source>sha256</source>
      <translation>sha256</translation>
    </message>
    <message>
      <location filename="../../app/glossary.py"></location>
      <source>A file's digest. Whoever has the same file gets the same digest; any change makes another one.</source>
      <translation>文件的摘要。同样的文件得出同样的摘要；任何改动都会得出不同的摘要。</translation>
    </message>
    <message>
      <location filename="../../app/glossary.py"></location>
      <source>Take</source>
      <translation>录音</translation>
    </message>
    <message>
      <location filename="../../app/glossary.py"></location>
      <source>One recording of a speaker who is enrolled. Three takes of five seconds make a strong model.</source>
      <translation>已注册说话人的一段录音。三段、每段五秒，就能得到强的模型。</translation>
    </message>
    <message>
      <location filename="../../app/glossary.py"></location>
      <source>Template</source>
      <translation>模板</translation>
    </message>
    <message>
      <location filename="../../app/glossary.py"></location>
      <source>What the model makes of a take: some hundred numbers. A voice cannot be heard from them.</source>
      <translation>模型由一段录音得出的几百个数。从中听不出声音。</translation>
    </message>
    <message>
      <location filename="../../app/glossary.py"></location>
      <source>Model</source>
      <translation>模型</translation>
    </message>
    <message>
      <location filename="../../app/glossary.py"></location>
      <source>The network that turns a voice into numbers. Numbers of different models cannot be compared.</source>
      <translation>把声音变成数字的网络。不同模型的数字不能互相比较。</translation>
    </message>
    <message>
      <location filename="../../app/glossary.py"></location>
      <source>Cohort</source>
      <translation>参照人群</translation>
    </message>
    <message>
      <location filename="../../app/glossary.py"></location>
      <source>Typical voices of a population, none of them one person's: they tell which cosines are usual.</source>
      <translation>某一人群的典型声音，不属于任何个人：由此得知余弦的通常值。</translation>
    </message>
    <message>
      <location filename="../../app/glossary.py"></location>
      <source>Calibration</source>
      <translation>校准</translation>
    </message>
    <message>
      <location filename="../../app/glossary.py"></location>
      <source>What turns a score into a log-likelihood ratio; measured on recordings of known speakers.</source>
      <translation>把分数变成对数似然比的方法；用已知说话人的录音测得。</translation>
    </message>
    <message>
      <location filename="../../app/glossary.py"></location>
      <source>Target and impostor trial</source>
      <translation>目标试验与冒充试验</translation>
    </message>
    <message>
      <location filename="../../app/glossary.py"></location>
      <source>A comparison of two recordings of the same speaker, and one of two different speakers.</source>
      <translation>前者比较同一说话人的两段录音，后者比较两个不同说话人的录音。</translation>
    </message>
    <message>
      <location filename="../../app/glossary.py"></location>
      <source>Miss and false accept</source>
      <translation>漏报与误认</translation>
    </message>
    <message>
      <location filename="../../app/glossary.py"></location>
      <source>The two errors: the right speaker is not supported, and a wrong one is.</source>
      <translation>两种错误：没有支持真正的说话人，支持了错误的说话人。</translation>
    </message>
    <message>
      <location filename="../../app/glossary.py"></location>
      <source>EER</source>
      <translation>等错误率</translation>
    </message>
    <message>
      <location filename="../../app/glossary.py"></location>
      <source>Equal error rate: the share of errors at the threshold where both kinds of errors are as frequent.</source>
      <translation>等错误率（EER）：两种错误同样频繁的阈值上的错误比例。</translation>
    </message>
    <message>
      <location filename="../../app/glossary.py"></location>
      <source>minDCF</source>
      <translation>minDCF</translation>
    </message>
    <message>
      <location filename="../../app/glossary.py"></location>
      <source>Least detection cost: what errors cost at the best threshold where one trial in a hundred is of the right speaker; 1 is what never supporting anybody costs.</source>
      <translation>最小检测代价：每一百个试验中有一个来自真正的说话人时，最佳阈值上错误的代价；1 是从不支持任何人的代价。</translation>
    </message>
    <message>
      <location filename="../../app/glossary.py"></location>
      <source>Cllr</source>
      <translation>Cllr</translation>
    </message>
    <message>
      <location filename="../../app/glossary.py"></location>
      <source>What the log-likelihood ratios lose, in bits a trial. 0 is perfect, 1 tells nothing, more is misleading. Its least value is what the best calibration would leave.</source>
      <translation>对数似然比损失的信息，单位是每个试验的比特数。0 是完美，1 是什么也说明不了，更大则是误导。最小值是最好的校准之后剩下的损失。</translation>
    </message>
    <message>
      <location filename="../../app/glossary.py"></location>
      <source>ROC and DET curve</source>
      <translation>ROC 曲线与 DET 曲线</translation>
    </message>
    <message>
      <location filename="../../app/glossary.py"></location>
      <source>Both kinds of errors against each other at every threshold; DET spreads small rates out.</source>
      <translation>每个阈值上两种错误的相互关系；DET 把小的比率放大。</translation>
    </message>
    <message>
      <location filename="../../app/glossary.py"></location>
      <source>AUC</source>
      <translation>AUC</translation>
    </message>
    <message>
      <location filename="../../app/glossary.py"></location>
      <source>Area under the ROC curve: how often a target trial scores higher than an impostor trial.</source>
      <translation>ROC 曲线下的面积：目标试验的分数高于冒充试验的频率。</translation>
    </message>
    <message>
      <location filename="../../app/glossary.py"></location>
      <source>Spectrogram</source>
      <translation>语谱图</translation>
    </message>
    <message>
      <location filename="../../app/glossary.py"></location>
      <source>The sound as a picture: time to the right, frequency upwards, level as colour.</source>
      <translation>声音的图像：时间向右，频率向上，颜色表示电平。</translation>
    </message>
    <message>
      <location filename="../../app/glossary.py"></location>
      <source>Mel, MFCC</source>
      <translation>梅尔、MFCC</translation>
    </message>
    <message>
      <location filename="../../app/glossary.py"></location>
      <source>Frequency bands spaced as the ear hears them, and the numbers in which such a picture is summed up.</source>
      <translation>按人耳听觉划分的频带，以及概括这种图像的数字。</translation>
    </message>
    <message>
      <location filename="../../app/glossary.py"></location>
      <source>dB re full scale</source>
      <translation>相对满刻度的 dB</translation>
    </message>
    <message>
      <location filename="../../app/glossary.py"></location>
      <source>Level against the loudest that the recording can hold, which is 0 dB.</source>
      <translation>相对于录音所能容纳的最大电平，后者为 0 dB。</translation>
    </message>
    <message>
      <location filename="../../app/help_wiring.py"></location>
      <source>Details</source>
      <translation>详情</translation>
    </message>
    <message>
      <location filename="../../app/help_wiring.py"></location>
      <source>The program ended in a crash last time.</source>
      <translation>程序上次因崩溃而结束。</translation>
    </message>
    <message>
      <location filename="../../app/help_wiring.py"></location>
      <source>What was enrolled is there; a recording that was being made is offered again.</source>
      <translation>已注册的内容都在；当时正在录的录音会再提供给您。</translation>
    </message>
    <message>
      <location filename="../../app/help_wiring.py"></location>
      <source>Backup…</source>
      <translation>正在备份…</translation>
    </message>
    <message>
      <location filename="../../app/help_wiring.py"></location>
      <source>Back up everything</source>
      <translation>备份全部内容</translation>
    </message>
    <message>
      <location filename="../../app/help_wiring.py"></location>
      <source>Restore a backup</source>
      <translation>恢复备份</translation>
    </message>
    <message>
      <location filename="../../app/help_wiring.py"></location>
      <source>Backups (*.gluonar)</source>
      <translation>备份 (*.gluonar)</translation>
    </message>
    <message>
      <location filename="../../app/help_wiring.py"></location>
      <source>Speakers: {n}, recordings: {takes}. It was read again and found whole: {path}</source>
      <translation>说话人：{n}，录音：{takes}。已重新读取，确认完整：{path}</translation>
    </message>
    <message>
      <location filename="../../app/help_wiring.py"></location>
      <source>The backup is made.</source>
      <translation>备份已完成。</translation>
    </message>
    <message>
      <location filename="../../app/help_wiring.py"></location>
      <source>Put back everything as of {when}?</source>
      <translation>恢复到 {when} 的全部内容？</translation>
    </message>
    <message>
      <location filename="../../app/help_wiring.py"></location>
      <source>Speakers: {n}, recordings: {takes}. They take the place of what is enrolled now, which is saved first. Whoever you removed since that backup is there again.</source>
      <translation>说话人：{n}，录音：{takes}。它们将取代现在已注册的内容，后者会先保存。该备份之后您删除的人会重新出现。</translation>
    </message>
    <message>
      <location filename="../../app/help_wiring.py"></location>
      <source>Restore</source>
      <translation>恢复</translation>
    </message>
    <message>
      <location filename="../../app/help_wiring.py"></location>
      <source>Cancel</source>
      <translation>取消</translation>
    </message>
    <message>
      <location filename="../../app/help_wiring.py"></location>
      <source>What was there before is kept until you remove somebody.</source>
      <translation>之前的内容会保留，直到您删除某人。</translation>
    </message>
    <message>
      <location filename="../../app/help_wiring.py"></location>
      <source>What was there before could not be read; it is kept: {path}</source>
      <translation>之前的内容无法读取；保留在：{path}</translation>
    </message>
    <message>
      <location filename="../../app/help_wiring.py"></location>
      <source>The backup is put back.</source>
      <translation>备份已恢复。</translation>
    </message>
    <message>
      <location filename="../../app/identify_wiring.py"></location>
      <source>Not compared, their consent has ended: {names}.</source>
      <translation>以下的人同意已到期，没有比较：{names}。</translation>
    </message>
    <message>
      <location filename="../../app/identify_wiring.py"></location>
      <source>Ask for it again on the page Enroll, or remove them.</source>
      <translation>请在“注册”页重新征求同意，或删除他们。</translation>
    </message>
    <message>
      <location filename="../../app/identify_wiring.py"></location>
      <source>Comparing recordings…</source>
      <translation>正在比较录音…</translation>
    </message>
    <message>
      <location filename="../../app/identify_wiring.py"></location>
      <source>Looking for recordings…</source>
      <translation>正在查找录音…</translation>
    </message>
    <message>
      <location filename="../../app/identify_wiring.py"></location>
      <source>{name} ({n:,} of {all:,}{left})</source>
      <translation>{name}（{n:,} / {all:,}{left}）</translation>
    </message>
    <message>
      <location filename="../../app/identify_wiring.py"></location>
      <source>Comparing…</source>
      <translation>正在比较…</translation>
    </message>
    <message>
      <location filename="../../app/identify_wiring.py"></location>
      <source>Listening…</source>
      <translation>正在听…</translation>
    </message>
    <message>
      <location filename="../../app/identify_wiring.py"></location>
      <source>Who speaks when: {share:.0%}{left}</source>
      <translation>谁在何时说话：{share:.0%}{left}</translation>
    </message>
    <message>
      <location filename="../../app/identify_wiring.py"></location>
      <source>, {time} left</source>
      <translation>，还剩 {time}</translation>
    </message>
    <message>
      <location filename="../../app/language.py"></location>
      <source>yyyy-MM-dd</source>
      <translation>yyyy/M/d</translation>
    </message>
    <message>
      <location filename="../../app/locking.py"></location>
      <source>Rewriting the gallery</source>
      <translation>正在重写声音库</translation>
    </message>
    <message>
      <location filename="../../app/locking.py"></location>
      <source>All of it is encrypted anew. A large gallery takes some minutes.</source>
      <translation>全部内容会重新加密。大的声音库需要几分钟。</translation>
    </message>
    <message>
      <location filename="../../app/models_wiring.py"></location>
      <source>Fine-tuning: {share:.0%}</source>
      <translation>微调：{share:.0%}</translation>
    </message>
    <message>
      <location filename="../../app/models_wiring.py"></location>
      <source>Getting the model ready…</source>
      <translation>正在准备模型…</translation>
    </message>
    <message>
      <location filename="../../app/models_wiring.py"></location>
      <source>Importing a model…</source>
      <translation>正在导入模型…</translation>
    </message>
    <message>
      <location filename="../../app/models_wiring.py"></location>
      <source>Templates for the new model: {n:,} of {all:,}</source>
      <translation>新模型的模板：{n:,} / {all:,}</translation>
    </message>
    <message>
      <location filename="../../app/models_wiring.py"></location>
      <source>All answers are given by it now, with templates made of the stored takes.</source>
      <translation>现在所有回答都由它给出，模板由已存的录音生成。</translation>
    </message>
    <message>
      <location filename="../../app/models_wiring.py"></location>
      <source>{n:,} takes are too short for it, and are left out.</source>
      <translation>{n:,} 段录音对它来说太短，已略去。</translation>
    </message>
    <message>
      <location filename="../../app/models_wiring.py"></location>
      <source>It is not calibrated: it scores, and every verdict is “cannot tell”.</source>
      <translation>它没有校准：只给分数，每个结论都是“无法判断”。</translation>
    </message>
    <message>
      <location filename="../../app/models_wiring.py"></location>
      <source>{model} is in use.</source>
      <translation>正在使用 {model}。</translation>
    </message>
    <message>
      <location filename="../../app/models_wiring.py"></location>
      <source>{model} is imported.</source>
      <translation>{model} 已导入。</translation>
    </message>
    <message>
      <location filename="../../app/models_wiring.py"></location>
      <source>It is not in use yet. See what it is, then decide.</source>
      <translation>它还没有被使用。请先看看它是什么，再决定。</translation>
    </message>
    <message>
      <location filename="../../app/models_wiring.py"></location>
      <source>{model} is removed.</source>
      <translation>{model} 已删除。</translation>
    </message>
    <message>
      <location filename="../../app/models_wiring.py"></location>
      <source>Its templates are wiped from the disk, too.</source>
      <translation>它的模板也已从磁盘上擦除。</translation>
    </message>
    <message>
      <location filename="../../app/models_wiring.py"></location>
      <source>{model} is kept.</source>
      <translation>{model} 已保留。</translation>
    </message>
    <message>
      <location filename="../../app/models_wiring.py"></location>
      <source>It is not in use yet.</source>
      <translation>它还没有被使用。</translation>
    </message>
    <message>
      <location filename="../../app/models_wiring.py"></location>
      <source>Use it</source>
      <translation>使用</translation>
    </message>
    <message>
      <location filename="../../app/pages/enroll_page.py"></location>
      <source>Enroll</source>
      <translation>注册</translation>
    </message>
    <message>
      <location filename="../../app/pages/enroll_page.py"></location>
      <source>Save this speaker (Enter)</source>
      <translation>保存这个说话人（回车键）</translation>
    </message>
    <message>
      <location filename="../../app/pages/enroll_page.py"></location>
      <source>Import folder…</source>
      <translation>导入文件夹…</translation>
    </message>
    <message>
      <location filename="../../app/pages/enroll_page.py"></location>
      <source>Enroll many speakers from a folder (Ctrl+Shift+O)</source>
      <translation>从文件夹注册多个说话人（Ctrl+Shift+O）</translation>
    </message>
    <message>
      <location filename="../../app/pages/enroll_page.py"></location>
      <source>Teach this program a voice, from new or existing recordings.</source>
      <translation>用新的或已有的录音，让程序学会一个声音。</translation>
    </message>
    <message>
      <location filename="../../app/pages/enroll_page.py"></location>
      <source>Press the microphone to record, or drop recordings here</source>
      <translation>按麦克风按钮录音，或把录音拖到这里</translation>
    </message>
    <message>
      <location filename="../../app/pages/enroll_page.py"></location>
      <source>Add files…</source>
      <translation>添加文件…</translation>
    </message>
    <message>
      <location filename="../../app/pages/enroll_page.py"></location>
      <source>Choose recordings (Ctrl+O)</source>
      <translation>选择录音（Ctrl+O）</translation>
    </message>
    <message>
      <location filename="../../app/pages/enroll_page.py"></location>
      <source>No takes yet. Two or three of 5 s each make a good start.</source>
      <translation>还没有录音。两三段、每段 5 秒，就是好的开始。</translation>
    </message>
    <message>
      <location filename="../../app/pages/enroll_page.py"></location>
      <source>Take the tour</source>
      <translation>开始导览</translation>
    </message>
    <message>
      <location filename="../../app/pages/enroll_page.py"></location>
      <source>See it work with sample voices (F10, T)</source>
      <translation>用示例声音看看怎么用（F10，再按 T）</translation>
    </message>
    <message>
      <location filename="../../app/pages/enroll_page.py"></location>
      <source>Enrolling…</source>
      <translation>正在注册…</translation>
    </message>
    <message>
      <location filename="../../app/pages/enroll_page.py"></location>
      <source>Choose a folder of speakers</source>
      <translation>选择说话人的文件夹</translation>
    </message>
    <message>
      <location filename="../../app/pages/enroll_page.py"></location>
      <source>To enroll, type a name.</source>
      <translation>要注册，请输入名字。</translation>
    </message>
    <message>
      <location filename="../../app/pages/enroll_page.py"></location>
      <source>To enroll, record or drop a take.</source>
      <translation>要注册，请录音或拖入录音。</translation>
    </message>
    <message>
      <location filename="../../app/pages/enroll_page.py"></location>
      <source>To enroll, add {s:.1f} s of speech.</source>
      <translation>要注册，还需 {s:.1f} 秒语音。</translation>
    </message>
    <message>
      <location filename="../../app/pages/enroll_page.py"></location>
      <source>{n} · {s:.1f} s of speech</source>
      <translation>{n} 段 · {s:.1f} 秒语音</translation>
    </message>
    <message>
      <location filename="../../app/pages/enroll_page.py"></location>
      <source>Save consent</source>
      <translation>保存同意</translation>
    </message>
    <message>
      <location filename="../../app/pages/enroll_page.py"></location>
      <source>Add to {name}</source>
      <translation>添加到 {name}</translation>
    </message>
    <message>
      <location filename="../../app/pages/enroll_page.py"></location>
      <source>Take {n} of {all}: read this aloud, in your usual voice</source>
      <translation>第 {n} 段，共 {all} 段：请用平常的声音朗读</translation>
    </message>
    <message>
      <location filename="../../app/pages/enroll_page.py"></location>
      <source>Take {n}, if you like: read this aloud, in your usual voice</source>
      <translation>第 {n} 段，如果愿意：请用平常的声音朗读</translation>
    </message>
    <message>
      <location filename="../../app/pages/enroll_page.py"></location>
      <source>First stop the recording.</source>
      <translation>请先停止录音。</translation>
    </message>
    <message>
      <location filename="../../app/pages/enroll_page.py"></location>
      <source>Takes</source>
      <translation>录音</translation>
    </message>
    <message>
      <location filename="../../app/pages/enroll_page.py"></location>
      <source>Another phrase to read (P)</source>
      <translation>换一句朗读（P）</translation>
    </message>
    <message>
      <location filename="../../app/pages/enroll_page.py"></location>
      <source>Voice</source>
      <translation>声音</translation>
    </message>
    <message>
      <location filename="../../app/pages/evaluate_page.py"></location>
      <source>Score the trials and count the errors (Enter)</source>
      <translation>给试验打分并统计错误（回车键）</translation>
    </message>
    <message>
      <location filename="../../app/pages/evaluate_page.py"></location>
      <source>Evaluate</source>
      <translation>评估</translation>
    </message>
    <message>
      <location filename="../../app/pages/evaluate_page.py"></location>
      <source>See how often the program errs, and choose where “supports” begins.</source>
      <translation>看看程序多常出错，并选择从哪里开始算“支持”。</translation>
    </message>
    <message>
      <location filename="../../app/pages/evaluate_page.py"></location>
      <source>Gallery</source>
      <translation>声音库</translation>
    </message>
    <message>
      <location filename="../../app/pages/evaluate_page.py"></location>
      <source>Each enrolled take against everybody's others (G)</source>
      <translation>每段已注册的录音与其他所有人的录音比较（G）</translation>
    </message>
    <message>
      <location filename="../../app/pages/evaluate_page.py"></location>
      <source>List of trials</source>
      <translation>试验列表</translation>
    </message>
    <message>
      <location filename="../../app/pages/evaluate_page.py"></location>
      <source>Pairs of files in a text file (L)</source>
      <translation>文本文件中成对的文件（L）</translation>
    </message>
    <message>
      <location filename="../../app/pages/evaluate_page.py"></location>
      <source>Save…</source>
      <translation>保存…</translation>
    </message>
    <message>
      <location filename="../../app/pages/evaluate_page.py"></location>
      <source>The plots as PNG or SVG, the figures or all trials as CSV (Ctrl+S)</source>
      <translation>图存为 PNG 或 SVG，数值或全部试验存为 CSV（Ctrl+S）</translation>
    </message>
    <message>
      <location filename="../../app/pages/evaluate_page.py"></location>
      <source>Enroll a speaker</source>
      <translation>注册说话人</translation>
    </message>
    <message>
      <location filename="../../app/pages/evaluate_page.py"></location>
      <source>Drop a list of trials here, and the folder of its recordings</source>
      <translation>把试验列表和录音所在的文件夹拖到这里</translation>
    </message>
    <message>
      <location filename="../../app/pages/evaluate_page.py"></location>
      <source>A text file: each line “1 a.wav b.wav” (same speaker) or “0 a.wav b.wav” (different)</source>
      <translation>文本文件：每行“1 a.wav b.wav”（同一说话人）或“0 a.wav b.wav”（不同说话人）</translation>
    </message>
    <message>
      <location filename="../../app/pages/evaluate_page.py"></location>
      <source>Choose list…</source>
      <translation>选择列表…</translation>
    </message>
    <message>
      <location filename="../../app/pages/evaluate_page.py"></location>
      <source>Choose a list of trials (Ctrl+O)</source>
      <translation>选择试验列表（Ctrl+O）</translation>
    </message>
    <message>
      <location filename="../../app/pages/evaluate_page.py"></location>
      <source>Lists of trials (*.txt *.lst *.trials *.trl);;All files (*)</source>
      <translation>试验列表 (*.txt *.lst *.trials *.trl);;所有文件 (*)</translation>
    </message>
    <message>
      <location filename="../../app/pages/evaluate_page.py"></location>
      <source>Choose a list of trials</source>
      <translation>选择试验列表</translation>
    </message>
    <message>
      <location filename="../../app/pages/evaluate_page.py"></location>
      <source>Choose the folder of the recordings</source>
      <translation>选择录音所在的文件夹</translation>
    </message>
    <message>
      <location filename="../../app/pages/evaluate_page.py"></location>
      <source>Choose the folder of another model</source>
      <translation>选择另一个模型的文件夹</translation>
    </message>
    <message>
      <location filename="../../app/pages/evaluate_page.py"></location>
      <source>Plots (*.png)</source>
      <translation>图 (*.png)</translation>
    </message>
    <message>
      <location filename="../../app/pages/evaluate_page.py"></location>
      <source>Plots as a drawing (*.svg)</source>
      <translation>矢量图 (*.svg)</translation>
    </message>
    <message>
      <location filename="../../app/pages/evaluate_page.py"></location>
      <source>Figures as a table (*.csv)</source>
      <translation>数值表格 (*.csv)</translation>
    </message>
    <message>
      <location filename="../../app/pages/evaluate_page.py"></location>
      <source>All trials with their scores (*.csv)</source>
      <translation>全部试验及其分数 (*.csv)</translation>
    </message>
    <message>
      <location filename="../../app/pages/evaluate_page.py"></location>
      <source>Report for others (*.pdf)</source>
      <translation>给他人看的报告 (*.pdf)</translation>
    </message>
    <message>
      <location filename="../../app/pages/evaluate_page.py"></location>
      <source>Save the evaluation</source>
      <translation>保存评估</translation>
    </message>
    <message>
      <location filename="../../app/pages/evaluate_page.py"></location>
      <source>To evaluate, choose a list of trials.</source>
      <translation>要评估，请选择试验列表。</translation>
    </message>
    <message>
      <location filename="../../app/pages/evaluate_page.py"></location>
      <source>To evaluate, enroll two speakers, one of them with two takes.</source>
      <translation>要评估，请注册两个说话人，其中一人有两段录音。</translation>
    </message>
    <message>
      <location filename="../../app/pages/evaluate_page.py"></location>
      <source>Each enrolled take is held out in turn and compared with everybody: with its own speaker's other takes, and with all other speakers. What comes out is how often the program errs on your speakers.</source>
      <translation>依次取出每段已注册的录音，与所有人比较：与其说话人的其他录音，以及与所有其他说话人。得出的是程序在您的说话人身上多常出错。</translation>
    </message>
    <message>
      <location filename="../../app/pages/folder_panel.py"></location>
      <source>Save the speakers (Enter)</source>
      <translation>保存这些说话人（回车键）</translation>
    </message>
    <message>
      <location filename="../../app/pages/folder_panel.py"></location>
      <source>Back</source>
      <translation>返回</translation>
    </message>
    <message>
      <location filename="../../app/pages/folder_panel.py"></location>
      <source>Back to one speaker (Esc)</source>
      <translation>返回单个说话人（Esc）</translation>
    </message>
    <message>
      <location filename="../../app/pages/folder_panel.py"></location>
      <source>Import a folder</source>
      <translation>导入文件夹</translation>
    </message>
    <message>
      <location filename="../../app/pages/folder_panel.py"></location>
      <source>Enroll many speakers at once, from existing recordings.</source>
      <translation>用已有的录音一次注册多个说话人。</translation>
    </message>
    <message>
      <location filename="../../app/pages/folder_panel.py"></location>
      <source>Another folder…</source>
      <translation>另选文件夹…</translation>
    </message>
    <message>
      <location filename="../../app/pages/folder_panel.py"></location>
      <source>Choose a folder (Ctrl+Shift+O)</source>
      <translation>选择文件夹（Ctrl+Shift+O）</translation>
    </message>
    <message>
      <location filename="../../app/pages/folder_panel.py"></location>
      <source>Add takes to speakers who are enrolled already</source>
      <translation>给已注册的说话人添加录音</translation>
    </message>
    <message>
      <location filename="../../app/pages/folder_panel.py"></location>
      <source> and {n} more</source>
      <translation> 等另外 {n} 个</translation>
    </message>
    <message>
      <location filename="../../app/pages/folder_panel.py"></location>
      <source>Enrolled.</source>
      <translation>已注册。</translation>
    </message>
    <message>
      <location filename="../../app/pages/folder_panel.py"></location>
      <source>Added to {name}.</source>
      <translation>已添加到 {name}。</translation>
    </message>
    <message>
      <location filename="../../app/pages/folder_panel.py"></location>
      <source>Enrolled. To go on, tick more files or go back.</source>
      <translation>已注册。要继续，请再勾选文件或返回。</translation>
    </message>
    <message>
      <location filename="../../app/pages/folder_panel.py"></location>
      <source>To enroll, tick a file.</source>
      <translation>要注册，请勾选文件。</translation>
    </message>
    <message>
      <location filename="../../app/pages/folder_panel.py"></location>
      <source>Enroll 1 speaker</source>
      <translation>注册 1 个说话人</translation>
    </message>
    <message>
      <location filename="../../app/pages/folder_panel.py"></location>
      <source>Enroll {n} speakers</source>
      <translation>注册 {n} 个说话人</translation>
    </message>
    <message>
      <location filename="../../app/pages/folder_panel.py"></location>
      <source>{n} of {all} files ticked: {s:.0f} s of speech</source>
      <translation>已勾选 {n} / {all} 个文件：{s:.0f} 秒语音</translation>
    </message>
    <message>
      <location filename="../../app/pages/folder_panel.py"></location>
      <source>{stored} of {all} files enrolled, {n} more ticked: {s:.0f} s of speech</source>
      <translation>已注册 {stored} / {all} 个文件，另勾选 {n} 个：{s:.0f} 秒语音</translation>
    </message>
    <message>
      <location filename="../../app/pages/folder_panel.py"></location>
      <source>One subfolder a speaker</source>
      <translation>每人一个子文件夹</translation>
    </message>
    <message>
      <location filename="../../app/pages/folder_panel.py"></location>
      <source>Names in the file names</source>
      <translation>名字在文件名里</translation>
    </message>
    <message>
      <location filename="../../app/pages/folder_panel.py"></location>
      <source>How to tell whose a file is</source>
      <translation>如何分辨文件属于谁</translation>
    </message>
    <message>
      <location filename="../../app/pages/folder_panel.py"></location>
      <source>Pattern of the file names</source>
      <translation>文件名的模式</translation>
    </message>
    <message>
      <location filename="../../app/pages/folder_panel.py"></location>
      <source>{speaker} stands where the name does, * for anything, ? for one character; Enter applies it</source>
      <translation>{speaker} 代表名字的位置，* 代表任意字符，? 代表一个字符；回车键应用</translation>
    </message>
    <message>
      <location filename="../../app/pages/folder_panel.py"></location>
      <source>Without it, the files of speakers who are enrolled are left out</source>
      <translation>不勾选时，已注册说话人的文件会被略过</translation>
    </message>
    <message>
      <location filename="../../app/pages/identify_page.py"></location>
      <source>Identify</source>
      <translation>辨认</translation>
    </message>
    <message>
      <location filename="../../app/pages/identify_page.py"></location>
      <source>See which enrolled speaker a recording supports, if any of them.</source>
      <translation>看看一段录音支持哪个已注册的说话人，如果有的话。</translation>
    </message>
    <message>
      <location filename="../../app/pages/identify_page.py"></location>
      <source>One voice</source>
      <translation>一个声音</translation>
    </message>
    <message>
      <location filename="../../app/pages/identify_page.py"></location>
      <source>One person talks in the recording (V)</source>
      <translation>录音里只有一个人说话（V）</translation>
    </message>
    <message>
      <location filename="../../app/pages/identify_page.py"></location>
      <source>Many recordings</source>
      <translation>多段录音</translation>
    </message>
    <message>
      <location filename="../../app/pages/identify_page.py"></location>
      <source>One person talks in each of several files (M)</source>
      <translation>多个文件，每个文件里一个人说话（M）</translation>
    </message>
    <message>
      <location filename="../../app/pages/identify_page.py"></location>
      <source>Conversation</source>
      <translation>对话</translation>
    </message>
    <message>
      <location filename="../../app/pages/identify_page.py"></location>
      <source>Several people talk, one after the other; while you record, too (C)</source>
      <translation>几个人轮流说话；也可以边录边看（C）</translation>
    </message>
    <message>
      <location filename="../../app/pages/identify_page.py"></location>
      <source>Press the microphone to record, or drop a recording here</source>
      <translation>按麦克风按钮录音，或把一段录音拖到这里</translation>
    </message>
    <message>
      <location filename="../../app/pages/identify_page.py"></location>
      <source>To identify, enroll a speaker first.</source>
      <translation>要辨认，请先注册说话人。</translation>
    </message>
    <message>
      <location filename="../../app/pages/identify_page.py"></location>
      <source>To identify, drop or choose recordings.</source>
      <translation>要辨认，请拖入或选择录音。</translation>
    </message>
    <message>
      <location filename="../../app/pages/identify_page.py"></location>
      <source>To identify, record or drop a recording.</source>
      <translation>要辨认，请录音或拖入录音。</translation>
    </message>
    <message>
      <location filename="../../app/pages/identify_page.py"></location>
      <source>RTTM, for other programs (*.rttm);;Table (*.csv)</source>
      <translation>RTTM，供其他程序使用 (*.rttm);;表格 (*.csv)</translation>
    </message>
    <message>
      <location filename="../../app/pages/identify_page.py"></location>
      <source>Save the timeline</source>
      <translation>保存时间线</translation>
    </message>
    <message>
      <location filename="../../app/pages/identify_page.py"></location>
      <source>Identify again</source>
      <translation>再次辨认</translation>
    </message>
    <message>
      <location filename="../../app/pages/identify_page.py"></location>
      <source>Find who speaks when</source>
      <translation>找出谁在何时说话</translation>
    </message>
    <message>
      <location filename="../../app/pages/identify_page.py"></location>
      <source>Compare the recording with everybody (Enter)</source>
      <translation>把录音与所有人比较（回车键）</translation>
    </message>
    <message>
      <location filename="../../app/pages/identify_page.py"></location>
      <source>Compare all of them again, with those who are enrolled now (Enter)</source>
      <translation>与现在已注册的人全部重新比较（回车键）</translation>
    </message>
    <message>
      <location filename="../../app/pages/identify_page.py"></location>
      <source>Cut the recording into segments with a speaker each (Enter)</source>
      <translation>把录音切成片段，每段对应一个说话人（回车键）</translation>
    </message>
    <message>
      <location filename="../../app/pages/identify_page.py"></location>
      <source>Recording</source>
      <translation>录音</translation>
    </message>
    <message>
      <location filename="../../app/pages/identify_page.py"></location>
      <source>Speakers</source>
      <translation>说话人</translation>
    </message>
    <message>
      <location filename="../../app/pages/models_page.py"></location>
      <source>Models</source>
      <translation>模型</translation>
    </message>
    <message>
      <location filename="../../app/pages/models_page.py"></location>
      <source>The speaker models on this computer, and training them on your own voices.</source>
      <translation>这台计算机上的说话人模型，以及用您自己的声音训练它们。</translation>
    </message>
    <message>
      <location filename="../../app/pages/models_page.py"></location>
      <source>See them, import one, put another one in use (M)</source>
      <translation>查看模型，导入模型，换用另一个模型（M）</translation>
    </message>
    <message>
      <location filename="../../app/pages/models_page.py"></location>
      <source>Fine-tune</source>
      <translation>微调</translation>
    </message>
    <message>
      <location filename="../../app/pages/models_page.py"></location>
      <source>Train a model further on your speakers (T)</source>
      <translation>用您的说话人继续训练模型（T）</translation>
    </message>
    <message>
      <location filename="../../app/pages/models_page.py"></location>
      <source>Import…</source>
      <translation>导入…</translation>
    </message>
    <message>
      <location filename="../../app/pages/models_page.py"></location>
      <source>An ONNX file or a GluonAR checkpoint (Ctrl+O)</source>
      <translation>ONNX 文件或 GluonAR 检查点（Ctrl+O）</translation>
    </message>
    <message>
      <location filename="../../app/pages/models_page.py"></location>
      <source>A fine-tuning is under way.</source>
      <translation>正在微调。</translation>
    </message>
    <message>
      <location filename="../../app/pages/models_page.py"></location>
      <source>First finish the fine-tuning below.</source>
      <translation>请先完成下面的微调。</translation>
    </message>
    <message>
      <location filename="../../app/pages/models_page.py"></location>
      <source>Models (*.onnx *.params *-symbol.json);;All files (*)</source>
      <translation>模型 (*.onnx *.params *-symbol.json);;所有文件 (*)</translation>
    </message>
    <message>
      <location filename="../../app/pages/models_page.py"></location>
      <source>Import a speaker model</source>
      <translation>导入说话人模型</translation>
    </message>
    <message>
      <location filename="../../app/pages/models_page.py"></location>
      <source>Choose a folder of recordings</source>
      <translation>选择存放录音的文件夹</translation>
    </message>
    <message>
      <location filename="../../app/pages/models_page.py"></location>
      <source>Import a model</source>
      <translation>导入模型</translation>
    </message>
    <message>
      <location filename="../../app/pages/models_page.py"></location>
      <source>Use this model</source>
      <translation>使用这个模型</translation>
    </message>
    <message>
      <location filename="../../app/pages/models_page.py"></location>
      <source>Begin to train (Enter)</source>
      <translation>开始训练（回车键）</translation>
    </message>
    <message>
      <location filename="../../app/pages/models_page.py"></location>
      <source>Make its templates, then use it (Enter)</source>
      <translation>生成它的模板，然后使用它（回车键）</translation>
    </message>
    <message>
      <location filename="../../app/pages/models_page.py"></location>
      <source>The file tells</source>
      <translation>由文件说明</translation>
    </message>
    <message>
      <location filename="../../app/pages/models_page.py"></location>
      <source>WeSpeaker</source>
      <translation>WeSpeaker</translation>
    </message>
    <message>
      <location filename="../../app/pages/models_page.py"></location>
      <source>3D-Speaker</source>
      <translation>3D-Speaker</translation>
    </message>
    <message>
      <location filename="../../app/pages/models_page.py"></location>
      <source>Waveform</source>
      <translation>波形</translation>
    </message>
    <message>
      <location filename="../../app/pages/models_page.py"></location>
      <source>What the network takes</source>
      <translation>网络的输入</translation>
    </message>
    <message>
      <location filename="../../app/pages/models_page.py"></location>
      <source>What the network to import takes: features of either kind, or sound itself.
Most files tell.</source>
      <translation>要导入的网络以什么为输入：两种特征之一，或声音本身。
大多数文件会说明。</translation>
    </message>
    <message>
      <location filename="../../app/pages/models_page.py"></location>
      <source>It takes</source>
      <translation>输入</translation>
    </message>
    <message>
      <location filename="../../app/pages/phrases.py"></location>
      <source>Early in the morning the ferry leaves the harbour, and five of us watch the yellow lights grow small.</source>
      <translation>清晨，渡船慢慢离开港口，我们五个人站在岸边，看着黄色的灯光越来越小。</translation>
    </message>
    <message>
      <location filename="../../app/pages/phrases.py"></location>
      <source>My cousin keeps three sheep and a rather noisy goose behind the old bakery on Church Road.</source>
      <translation>我表哥在教堂路那家老面包店的后面，养了三只绵羊和一只很爱叫的大白鹅。</translation>
    </message>
    <message>
      <location filename="../../app/pages/phrases.py"></location>
      <source>Please put the blue jug on the shelf, then choose a good chair and join the others by the fire.</source>
      <translation>请把蓝色的水壶放到架子上，再挑一把舒服的椅子，到炉火旁边和大家坐在一起。</translation>
    </message>
    <message>
      <location filename="../../app/pages/phrases.py"></location>
      <source>On Thursday we usually walk to the village, buy fresh bread, and measure how high the river is.</source>
      <translation>每个星期四，我们通常步行去村里买新鲜面包，顺便量一量河水涨了多高。</translation>
    </message>
    <message>
      <location filename="../../app/pages/phrases.py"></location>
      <source>The young doctor said that he would phone again at half past eight, after the train from the south.</source>
      <translation>年轻的医生说，等南边来的火车到站以后，他会在八点半再打一次电话。</translation>
    </message>
    <message>
      <location filename="../../app/pages/phrases.py"></location>
      <source>Which of these six boxes should we open first, the small brown one or the huge one over there?</source>
      <translation>这六个箱子，我们应该先打开哪一个，是棕色的小箱子，还是那边那个特别大的？</translation>
    </message>
    <message>
      <location filename="../../app/pages/settings_page.py"></location>
      <source>Settings</source>
      <translation>设置</translation>
    </message>
    <message>
      <location filename="../../app/pages/settings_page.py"></location>
      <source>What you choose is remembered. Language and text size change at the next start.</source>
      <translation>您的选择会被记住。语言和文字大小在下次启动时改变。</translation>
    </message>
    <message>
      <location filename="../../app/pages/settings_page.py"></location>
      <source>It was given with --data or GLUONAR_DATA: start without them to choose another one here.</source>
      <translation>它由 --data 或 GLUONAR_DATA 指定：要在这里另选，请在启动时去掉它们。</translation>
    </message>
    <message>
      <location filename="../../app/pages/settings_page.py"></location>
      <source>Moving takes everything along. The program then starts again.</source>
      <translation>移动会带走全部内容。之后程序会重新启动。</translation>
    </message>
    <message>
      <location filename="../../app/pages/settings_page.py"></location>
      <source>Choose an empty folder for the data</source>
      <translation>为数据选择一个空文件夹</translation>
    </message>
    <message>
      <location filename="../../app/pages/settings_page.py"></location>
      <source>Choose another data folder, or an empty one</source>
      <translation>选择另一个数据文件夹，或一个空文件夹</translation>
    </message>
    <message>
      <location filename="../../app/pages/settings_page.py"></location>
      <source>As the system</source>
      <translation>跟随系统</translation>
    </message>
    <message>
      <location filename="../../app/pages/settings_page.py"></location>
      <source>Microphone</source>
      <translation>麦克风</translation>
    </message>
    <message>
      <location filename="../../app/pages/settings_page.py"></location>
      <source>The microphone to record from, on all pages</source>
      <translation>所有页面上用来录音的麦克风</translation>
    </message>
    <message>
      <location filename="../../app/pages/settings_page.py"></location>
      <source>Loudspeaker</source>
      <translation>扬声器</translation>
    </message>
    <message>
      <location filename="../../app/pages/settings_page.py"></location>
      <source>Where recordings are played</source>
      <translation>播放录音的地方</translation>
    </message>
    <message>
      <location filename="../../app/pages/settings_page.py"></location>
      <source>Look for devices again (F5)</source>
      <translation>重新查找设备（F5）</translation>
    </message>
    <message>
      <location filename="../../app/pages/settings_page.py"></location>
      <source>System</source>
      <translation>系统</translation>
    </message>
    <message>
      <location filename="../../app/pages/settings_page.py"></location>
      <source>Light or dark, as the desktop is (Alt+S)</source>
      <translation>浅色或深色，跟随桌面（Alt+S）</translation>
    </message>
    <message>
      <location filename="../../app/pages/settings_page.py"></location>
      <source>Light</source>
      <translation>浅色</translation>
    </message>
    <message>
      <location filename="../../app/pages/settings_page.py"></location>
      <source>Dark text on white (Alt+L)</source>
      <translation>白底深色文字（Alt+L）</translation>
    </message>
    <message>
      <location filename="../../app/pages/settings_page.py"></location>
      <source>Dark</source>
      <translation>深色</translation>
    </message>
    <message>
      <location filename="../../app/pages/settings_page.py"></location>
      <source>Light text on black (Alt+D)</source>
      <translation>黑底浅色文字（Alt+D）</translation>
    </message>
    <message>
      <location filename="../../app/pages/settings_page.py"></location>
      <source>Language</source>
      <translation>语言</translation>
    </message>
    <message>
      <location filename="../../app/pages/settings_page.py"></location>
      <source>Of the window. It changes when the program starts again.</source>
      <translation>窗口的语言。程序重新启动后改变。</translation>
    </message>
    <message>
      <location filename="../../app/pages/settings_page.py"></location>
      <source>Text size</source>
      <translation>文字大小</translation>
    </message>
    <message>
      <location filename="../../app/pages/settings_page.py"></location>
      <source>Of everything in the window. It changes when the program starts again.</source>
      <translation>窗口中全部内容的大小。程序重新启动后改变。</translation>
    </message>
    <message>
      <location filename="../../app/pages/settings_page.py"></location>
      <source>{n} %</source>
      <translation>{n}%</translation>
    </message>
    <message>
      <location filename="../../app/pages/settings_page.py"></location>
      <source>Count down before recording</source>
      <translation>录音前倒计时</translation>
    </message>
    <message>
      <location filename="../../app/pages/settings_page.py"></location>
      <source>Three seconds to get ready, on the Enroll page (T there)</source>
      <translation>在“注册”页有三秒准备时间（那里按 T）</translation>
    </message>
    <message>
      <location filename="../../app/pages/settings_page.py"></location>
      <source>Purpose of the consent</source>
      <translation>同意的目的</translation>
    </message>
    <message>
      <location filename="../../app/pages/settings_page.py"></location>
      <source>What the next speakers agree to, unless you say otherwise</source>
      <translation>除非另行选择，接下来的说话人同意的内容</translation>
    </message>
    <message>
      <location filename="../../app/pages/settings_page.py"></location>
      <source>How long the consent holds</source>
      <translation>同意的有效期</translation>
    </message>
    <message>
      <location filename="../../app/pages/settings_page.py"></location>
      <source>Unless you say otherwise when you enroll somebody</source>
      <translation>除非注册时另行选择</translation>
    </message>
    <message>
      <location filename="../../app/pages/settings_page.py"></location>
      <source>Automatic</source>
      <translation>自动</translation>
    </message>
    <message>
      <location filename="../../app/pages/settings_page.py"></location>
      <source>Processor</source>
      <translation>处理器</translation>
    </message>
    <message>
      <location filename="../../app/pages/settings_page.py"></location>
      <source>Graphics card (CUDA)</source>
      <translation>显卡（CUDA）</translation>
    </message>
    <message>
      <location filename="../../app/pages/settings_page.py"></location>
      <source>Compute on</source>
      <translation>计算设备</translation>
    </message>
    <message>
      <location filename="../../app/pages/settings_page.py"></location>
      <source>Automatic: a graphics card where CUDA can be used, else the processor. It changes at once.</source>
      <translation>自动：能用 CUDA 时用显卡，否则用处理器。立即生效。</translation>
    </message>
    <message>
      <location filename="../../app/pages/settings_page.py"></location>
      <source>Open</source>
      <translation>打开</translation>
    </message>
    <message>
      <location filename="../../app/pages/settings_page.py"></location>
      <source>Show the folder in the file manager (Alt+O)</source>
      <translation>在文件管理器中显示文件夹（Alt+O）</translation>
    </message>
    <message>
      <location filename="../../app/pages/settings_page.py"></location>
      <source>Move…</source>
      <translation>移动…</translation>
    </message>
    <message>
      <location filename="../../app/pages/settings_page.py"></location>
      <source>Move the data elsewhere (Alt+M)</source>
      <translation>把数据移到别处（Alt+M）</translation>
    </message>
    <message>
      <location filename="../../app/pages/settings_page.py"></location>
      <source>Use another…</source>
      <translation>使用其他…</translation>
    </message>
    <message>
      <location filename="../../app/pages/settings_page.py"></location>
      <source>Use the data of another folder, or begin there anew (Alt+U)</source>
      <translation>使用另一个文件夹的数据，或在那里重新开始（Alt+U）</translation>
    </message>
    <message>
      <location filename="../../app/pages/settings_page.py"></location>
      <source>Sound</source>
      <translation>声音设备</translation>
    </message>
    <message>
      <location filename="../../app/pages/settings_page.py"></location>
      <source>Theme</source>
      <translation>主题</translation>
    </message>
    <message>
      <location filename="../../app/pages/settings_page.py"></location>
      <source>Look and language</source>
      <translation>外观和语言</translation>
    </message>
    <message>
      <location filename="../../app/pages/settings_page.py"></location>
      <source>Enrollment</source>
      <translation>注册</translation>
    </message>
    <message>
      <location filename="../../app/pages/settings_page.py"></location>
      <source>Speaker model</source>
      <translation>说话人模型</translation>
    </message>
    <message>
      <location filename="../../app/pages/settings_page.py"></location>
      <source>Data folder</source>
      <translation>数据文件夹</translation>
    </message>
    <message>
      <location filename="../../app/pages/speakers_page.py"></location>
      <source>Everybody who is enrolled on this computer, with their takes.</source>
      <translation>这台计算机上已注册的所有人，以及他们的录音。</translation>
    </message>
    <message>
      <location filename="../../app/pages/speakers_page.py"></location>
      <source>Remove {name}? {takes} and all that was learned from them will be wiped from the disk.</source>
      <translation>删除 {name}？{takes}以及由此学到的一切都会从磁盘上擦除。</translation>
    </message>
    <message>
      <location filename="../../app/pages/speakers_page.py"></location>
      <source>Who is the same person as {name}? What is theirs goes to {name}, their name to the notes.</source>
      <translation>谁和 {name} 是同一个人？其内容归入 {name}，其名字记入备注。</translation>
    </message>
    <message>
      <location filename="../../app/pages/speakers_page.py"></location>
      <source>History</source>
      <translation>历史</translation>
    </message>
    <message>
      <location filename="../../app/pages/speakers_page.py"></location>
      <source>Notes</source>
      <translation>备注</translation>
    </message>
    <message>
      <location filename="../../app/pages/speakers_page.py"></location>
      <source>Add takes</source>
      <translation>添加录音</translation>
    </message>
    <message>
      <location filename="../../app/pages/speakers_page.py"></location>
      <source>Verify</source>
      <translation>验证</translation>
    </message>
    <message>
      <location filename="../../app/pages/speakers_page.py"></location>
      <source>Remove</source>
      <translation>删除</translation>
    </message>
    <message>
      <location filename="../../app/pages/speakers_page.py"></location>
      <source>Keep</source>
      <translation>保留</translation>
    </message>
    <message>
      <location filename="../../app/pages/speakers_page.py"></location>
      <source>Merge</source>
      <translation>合并</translation>
    </message>
    <message>
      <location filename="../../app/pages/speakers_page.py"></location>
      <source>Log</source>
      <comment>audit</comment>
      <translation>操作日志</translation>
    </message>
    <message>
      <location filename="../../app/pages/speakers_page.py"></location>
      <source>All that was done with voices here, and when (Ctrl+Shift+A)</source>
      <translation>这里对声音做过的一切，以及时间（Ctrl+Shift+A）</translation>
    </message>
    <message>
      <location filename="../../app/pages/speakers_page.py"></location>
      <source>Choose a speaker to see their takes, their history and notes.</source>
      <translation>选择一个说话人，查看其录音、历史和备注。</translation>
    </message>
    <message>
      <location filename="../../app/pages/speakers_page.py"></location>
      <source>Nobody is enrolled yet. A few seconds of a voice are enough to begin.</source>
      <translation>还没有注册任何人。几秒钟的声音就足够开始。</translation>
    </message>
    <message>
      <location filename="../../app/pages/speakers_page.py"></location>
      <source>Enroll the first speaker</source>
      <translation>注册第一个说话人</translation>
    </message>
    <message>
      <location filename="../../app/pages/spectrogram_page.py"></location>
      <source>Save picture</source>
      <translation>保存图片</translation>
    </message>
    <message>
      <location filename="../../app/pages/spectrogram_page.py"></location>
      <source>Save what is seen, with its axes, as PNG (Ctrl+S)</source>
      <translation>把所见内容连同坐标轴保存为 PNG（Ctrl+S）</translation>
    </message>
    <message>
      <location filename="../../app/pages/spectrogram_page.py"></location>
      <source>Look into a recording, compare two in step, or watch live sound.</source>
      <translation>细看一段录音，同步比较两段，或观察实时声音。</translation>
    </message>
    <message>
      <location filename="../../app/pages/spectrogram_page.py"></location>
      <source>To save a picture, drop a recording.</source>
      <translation>要保存图片，请拖入录音。</translation>
    </message>
    <message>
      <location filename="../../app/pages/spectrogram_page.py"></location>
      <source>Save the picture</source>
      <translation>保存图片</translation>
    </message>
    <message>
      <location filename="../../app/pages/spectrogram_page.py"></location>
      <source>Save the values</source>
      <translation>保存数值</translation>
    </message>
    <message>
      <location filename="../../app/pages/spectrogram_page.py"></location>
      <source>Live: the last {n:.0f} minutes stay on the page when you stop.</source>
      <translation>实时：停止后，最后 {n:.0f} 分钟留在页面上。</translation>
    </message>
    <message>
      <location filename="../../app/pages/verify_page.py"></location>
      <source>Compare the two (Enter)</source>
      <translation>比较两者（回车键）</translation>
    </message>
    <message>
      <location filename="../../app/pages/verify_page.py"></location>
      <source>See whether a recording supports that a certain speaker is talking.</source>
      <translation>看看一段录音是否支持某个说话人在说话。</translation>
    </message>
    <message>
      <location filename="../../app/pages/verify_page.py"></location>
      <source>What was asked before (H or Ctrl+H)</source>
      <translation>以前问过什么（H 或 Ctrl+H）</translation>
    </message>
    <message>
      <location filename="../../app/pages/verify_page.py"></location>
      <source>Choose where “supports” begins (P or Ctrl+P)</source>
      <translation>选择从哪里开始算“支持”（P 或 Ctrl+P）</translation>
    </message>
    <message>
      <location filename="../../app/pages/verify_page.py"></location>
      <source>Answer while I speak</source>
      <translation>边说边给出回答</translation>
    </message>
    <message>
      <location filename="../../app/pages/verify_page.py"></location>
      <source>Compare twice a second what was heard so far, and the whole when you stop (L or Ctrl+L)</source>
      <translation>每秒比较两次已听到的内容，停止时比较全部（L 或 Ctrl+L）</translation>
    </message>
    <message>
      <location filename="../../app/pages/verify_page.py"></location>
      <source>To verify, enroll a speaker first.</source>
      <translation>要验证，请先注册说话人。</translation>
    </message>
    <message>
      <location filename="../../app/pages/verify_page.py"></location>
      <source>To verify, choose a speaker.</source>
      <translation>要验证，请选择说话人。</translation>
    </message>
    <message>
      <location filename="../../app/pages/verify_page.py"></location>
      <source>To verify, record or drop a recording.</source>
      <translation>要验证，请录音或拖入录音。</translation>
    </message>
    <message>
      <location filename="../../app/pages/verify_page.py"></location>
      <source>report-{n}.pdf</source>
      <translation>报告-{n}.pdf</translation>
    </message>
    <message>
      <location filename="../../app/pages/verify_page.py"></location>
      <source>Save the report</source>
      <translation>保存报告</translation>
    </message>
    <message>
      <location filename="../../app/pages/verify_page.py"></location>
      <source>PDF documents (*.pdf)</source>
      <translation>PDF 文档 (*.pdf)</translation>
    </message>
    <message>
      <location filename="../../app/pages/verify_page.py"></location>
      <source>Who</source>
      <translation>谁</translation>
    </message>
    <message>
      <location filename="../../app/pages/who_card.py"></location>
      <source>Ask again</source>
      <translation>重新征求</translation>
    </message>
    <message>
      <location filename="../../app/pages/who_card.py"></location>
      <source>Ask for another consent, before theirs ends</source>
      <translation>在同意到期之前，重新征求同意</translation>
    </message>
    <message>
      <location filename="../../app/pages/who_card.py"></location>
      <source>Name</source>
      <translation>名字</translation>
    </message>
    <message>
      <location filename="../../app/pages/who_card.py"></location>
      <source>Consent</source>
      <translation>同意</translation>
    </message>
    <message>
      <location filename="../../app/pages/who_card.py"></location>
      <source>Voice and name stay on this computer.</source>
      <translation>声音和名字只留在这台计算机上。</translation>
    </message>
    <message>
      <location filename="../../app/pages/who_card.py"></location>
      <source>Enrolled already, with {takes}. New ones will be added.</source>
      <translation>已注册，有 {takes}。新的会添加进去。</translation>
    </message>
    <message>
      <location filename="../../app/pages/who_card.py"></location>
      <source>until {day}</source>
      <translation>到 {day}</translation>
    </message>
    <message>
      <location filename="../../app/pages/who_card.py"></location>
      <source>Given on {day} for this purpose: {purpose}; asked by {operator}.</source>
      <translation>{day} 为此目的给出：{purpose}；由 {operator} 征求。</translation>
    </message>
    <message>
      <location filename="../../app/pages/who_card.py"></location>
      <source>It holds {until}.</source>
      <translation>有效期{until}。</translation>
    </message>
    <message>
      <location filename="../../app/pages/who_card.py"></location>
      <source>It ended on {day}. Ask again.</source>
      <translation>已于 {day} 到期。请重新征求。</translation>
    </message>
    <message>
      <location filename="../../app/pages/who_card.py"></location>
      <source>Speaker's name</source>
      <translation>说话人的名字</translation>
    </message>
    <message>
      <location filename="../../app/progress.py"></location>
      <source>{h:,} h {min} min</source>
      <translation>{h:,} 小时 {min} 分</translation>
    </message>
    <message>
      <location filename="../../app/progress.py"></location>
      <source>{min} min {s} s</source>
      <translation>{min} 分 {s} 秒</translation>
    </message>
    <message>
      <location filename="../../app/progress.py"></location>
      <source>{s} s</source>
      <translation>{s} 秒</translation>
    </message>
    <message>
      <location filename="../../app/report_pdf.py"></location>
      <source>report</source>
      <translation>报告</translation>
    </message>
    <message>
      <location filename="../../app/report_pdf.py"></location>
      <source>the disk refused it</source>
      <translation>磁盘拒绝写入</translation>
    </message>
    <message>
      <location filename="../../app/said.py"></location>
      <source>{before} {sentence}</source>
      <translation>{before}{sentence}</translation>
    </message>
    <message>
      <location filename="../../app/secrecy.py"></location>
      <source>Four or more words that do not belong together are easy to keep in mind and hard to guess.</source>
      <translation>四个或更多互不相关的词容易记住，也很难猜到。</translation>
    </message>
    <message>
      <location filename="../../app/secrecy.py"></location>
      <source>A pass-phrase has at least {n} characters.</source>
      <translation>口令至少要有 {n} 个字符。</translation>
    </message>
    <message>
      <location filename="../../app/services/about.py"></location>
      <source>Speaker model runs on</source>
      <translation>说话人模型运行于</translation>
    </message>
    <message>
      <location filename="../../app/services/about.py"></location>
      <source>Why not on a graphics card</source>
      <translation>未使用显卡的原因</translation>
    </message>
    <message>
      <location filename="../../app/services/apart.py"></location>
      <source>Choose what it takes, beside the button Import, then try again.</source>
      <translation>请在“导入”按钮旁选择它的输入，然后重试。</translation>
    </message>
    <message>
      <location filename="../../app/services/apart.py"></location>
      <source>Choose another file.</source>
      <translation>请选择另一个文件。</translation>
    </message>
    <message>
      <location filename="../../app/services/apart.py"></location>
      <source>“{name}” cannot be imported.</source>
      <translation>无法导入“{name}”。</translation>
    </message>
    <message>
      <location filename="../../app/services/archive/recordings.py"></location>
      <source>The folder “{name}” cannot be read: {reason}.</source>
      <translation>无法读取文件夹“{name}”：{reason}。</translation>
    </message>
    <message>
      <location filename="../../app/services/archive/recordings.py"></location>
      <source>“{name}” is a link to a folder, which is not followed.</source>
      <translation>“{name}”是指向文件夹的链接，不会跟随。</translation>
    </message>
    <message>
      <location filename="../../app/services/archive/recordings.py"></location>
      <source>The speaker model cannot be loaded: {error}.</source>
      <translation>无法载入说话人模型：{error}。</translation>
    </message>
    <message>
      <location filename="../../app/services/archive/recordings.py"></location>
      <source>The speaker model is {found}, not {model_id}.</source>
      <translation>说话人模型是 {found}，不是 {model_id}。</translation>
    </message>
    <message>
      <location filename="../../app/services/archive/recordings.py"></location>
      <source>There is nothing in the folder “{folder}”.</source>
      <translation>文件夹“{folder}”里什么也没有。</translation>
    </message>
    <message>
      <location filename="../../app/services/audit.py"></location>
      <source>Before line {n}, the clock was set back.</source>
      <translation>在第 {n} 行之前，时钟被回拨过。</translation>
    </message>
    <message>
      <location filename="../../app/services/audit.py"></location>
      <source>Line {n} is not the one that was noted down: the log was made anew, or cut off.</source>
      <translation>第 {n} 行与记下的不同：日志被重新生成过，或被截断。</translation>
    </message>
    <message>
      <location filename="../../app/services/audit.py"></location>
      <source>“{name}” is neither a .csv nor a .json file.</source>
      <translation>“{name}”既不是 .csv 也不是 .json 文件。</translation>
    </message>
    <message>
      <location filename="../../app/services/audit.py"></location>
      <source>Give it one of these endings.</source>
      <translation>请用其中一种扩展名。</translation>
    </message>
    <message>
      <location filename="../../app/services/audit.py"></location>
      <source>Line {n} was changed, or is not in its place.</source>
      <translation>第 {n} 行被改动过，或不在原来的位置。</translation>
    </message>
    <message>
      <location filename="../../app/services/audit.py"></location>
      <source>Line {n} is no line of the log.</source>
      <translation>第 {n} 行不是日志中的行。</translation>
    </message>
    <message>
      <location filename="../../app/services/audit.py"></location>
      <source>Line {n} is missing.</source>
      <translation>缺少第 {n} 行。</translation>
    </message>
    <message>
      <location filename="../../app/services/audit.py"></location>
      <source>Lines {first} to {last} are missing.</source>
      <translation>缺少第 {first} 行到第 {last} 行。</translation>
    </message>
    <message>
      <location filename="../../app/services/audit.py"></location>
      <source>What keeps the log from being changed was taken out of the gallery.</source>
      <translation>防止日志被改动的保护已被人从声音库中取走。</translation>
    </message>
    <message>
      <location filename="../../app/services/audit.py"></location>
      <source>Lines after line {last} are cut off: there were {n}.</source>
      <translation>第 {last} 行之后的行被截去：原有 {n} 行。</translation>
    </message>
    <message>
      <location filename="../../app/services/audit.py"></location>
      <source>The end of the log is not the one that the gallery remembers, line {n}.</source>
      <translation>日志的末行与声音库记住的不同：第 {n} 行。</translation>
    </message>
    <message>
      <location filename="../../app/services/audit.py"></location>
      <source>And {n:,} more of this kind.</source>
      <translation>以及另外 {n:,} 个同类问题。</translation>
    </message>
    <message>
      <location filename="../../app/services/audit.py"></location>
      <source>“{text}” is no head of an audit log.</source>
      <translation>“{text}”不是操作日志的末行标识。</translation>
    </message>
    <message>
      <location filename="../../app/services/audit.py"></location>
      <source>Give it as “audit verify” printed it: 12:3fa9…</source>
      <translation>请按“audit verify”显示的样子给出：12:3fa9…</translation>
    </message>
    <message>
      <location filename="../../app/services/backup.py"></location>
      <source>Choose a file that it made.</source>
      <translation>请选择由本程序生成的文件。</translation>
    </message>
    <message>
      <location filename="../../app/services/backup.py"></location>
      <source>“{path}” is not a backup of this program.</source>
      <translation>“{path}”不是本程序的备份。</translation>
    </message>
    <message>
      <location filename="../../app/services/backup.py"></location>
      <source>Choose another one; nothing was changed.</source>
      <translation>请选择另一个；没有做任何更改。</translation>
    </message>
    <message>
      <location filename="../../app/services/backup.py"></location>
      <source>The backup “{path}” is damaged: {what}.</source>
      <translation>备份“{path}”已损坏：{what}。</translation>
    </message>
    <message>
      <location filename="../../app/services/backup.py"></location>
      <source>Close the window and restore it into an empty folder: main.py --data FOLDER restore FILE.</source>
      <translation>请关闭窗口，并把它恢复到一个空文件夹：main.py --data FOLDER restore FILE。</translation>
    </message>
    <message>
      <location filename="../../app/services/backup.py"></location>
      <source>The backup “{path}” has another pass-phrase than the gallery here, or only one of the two has one.</source>
      <translation>备份“{path}”的口令与这里的声音库不同，或者两者中只有一个有口令。</translation>
    </message>
    <message>
      <location filename="../../app/services/backup.py"></location>
      <source>backup</source>
      <translation>备份</translation>
    </message>
    <message>
      <location filename="../../app/services/backup.py"></location>
      <source>{name} is not what was saved</source>
      <translation>{name} 与保存时不一样</translation>
    </message>
    <message>
      <location filename="../../app/services/backup.py"></location>
      <source>data folder</source>
      <translation>数据文件夹</translation>
    </message>
    <message>
      <location filename="../../app/services/backup.py"></location>
      <source>The backup “{path}” was not made: somebody was removed from the gallery meanwhile.</source>
      <translation>没有生成备份“{path}”：其间有人从声音库中被删除。</translation>
    </message>
    <message>
      <location filename="../../app/services/backup.py"></location>
      <source>Make it again.</source>
      <translation>请重新生成。</translation>
    </message>
    <message>
      <location filename="../../app/services/backup.py"></location>
      <source>“{path}” cannot be read: {reason}.</source>
      <translation>无法读取“{path}”：{reason}。</translation>
    </message>
    <message>
      <location filename="../../app/services/backup.py"></location>
      <source>it was cut short, or changed</source>
      <translation>它被截断或改动过</translation>
    </message>
    <message>
      <location filename="../../app/services/backup.py"></location>
      <source>The backup “{path}” was made by a newer version of this program.</source>
      <translation>备份“{path}”由本程序的更新版本生成。</translation>
    </message>
    <message>
      <location filename="../../app/services/backup.py"></location>
      <source>Update this program, then try again.</source>
      <translation>请更新本程序，然后重试。</translation>
    </message>
    <message>
      <location filename="../../app/services/backup.py"></location>
      <source>its table of contents cannot be read</source>
      <translation>无法读取它的目录</translation>
    </message>
    <message>
      <location filename="../../app/services/backup.py"></location>
      <source>what is in it is not what its table of contents says</source>
      <translation>其中的内容与它的目录不符</translation>
    </message>
    <message>
      <location filename="../../app/services/backup.py"></location>
      <source>the gallery in it is not sound</source>
      <translation>其中的声音库不完好</translation>
    </message>
    <message>
      <location filename="../../app/services/computing.py"></location>
      <source>processor ({runtime})</source>
      <translation>处理器（{runtime}）</translation>
    </message>
    <message>
      <location filename="../../app/services/computing.py"></location>
      <source>graphics card, by CUDA ({runtime})</source>
      <translation>显卡，通过 CUDA（{runtime}）</translation>
    </message>
    <message>
      <location filename="../../app/services/computing.py"></location>
      <source>The installed {runtime} is built without CUDA.</source>
      <translation>所安装的 {runtime} 不带 CUDA。</translation>
    </message>
    <message>
      <location filename="../../app/services/computing.py"></location>
      <source>{runtime} sees no graphics card for CUDA.</source>
      <translation>{runtime} 没有找到可用于 CUDA 的显卡。</translation>
    </message>
    <message>
      <location filename="../../app/services/computing.py"></location>
      <source>{runtime} finds no CUDA or cuDNN of the version that it needs.</source>
      <translation>{runtime} 没有找到所需版本的 CUDA 或 cuDNN。</translation>
    </message>
    <message>
      <location filename="../../app/services/computing.py"></location>
      <source>{runtime} fails on the graphics card: {detail}.</source>
      <translation>{runtime} 在显卡上出错：{detail}。</translation>
    </message>
    <message>
      <location filename="../../app/services/computing.py"></location>
      <source>Set it to auto, cpu or cuda, or leave it out.</source>
      <translation>请把它设为 auto、cpu 或 cuda，或不设置它。</translation>
    </message>
    <message>
      <location filename="../../app/services/computing.py"></location>
      <source>GLUONAR_DEVICE is “{value}”, which is nothing to compute on.</source>
      <translation>GLUONAR_DEVICE 是“{value}”，不是可用来计算的设备。</translation>
    </message>
    <message>
      <location filename="../../app/services/computing.py"></location>
      <source>Choose “Automatic” on the page Settings (Ctrl+8), or --device auto; the README says what CUDA needs.</source>
      <translation>请在“设置”页（Ctrl+8）选择“自动”，或使用 --device auto；CUDA 需要什么，见 README。</translation>
    </message>
    <message>
      <location filename="../../app/services/computing.py"></location>
      <source>CUDA was asked for and cannot be used. {why}</source>
      <translation>指定了 CUDA，但无法使用。{why}</translation>
    </message>
    <message>
      <location filename="../../app/services/consent.py"></location>
      <source>The purpose of the consent is empty, too long or cannot be shown.</source>
      <translation>同意的目的为空、太长或无法显示。</translation>
    </message>
    <message>
      <location filename="../../app/services/consent.py"></location>
      <source>The operator of the consent is empty, too long or cannot be shown.</source>
      <translation>征求人的名字为空、太长或无法显示。</translation>
    </message>
    <message>
      <location filename="../../app/services/consent.py"></location>
      <source>Give a day that is still to come.</source>
      <translation>请给出今天以后的日期。</translation>
    </message>
    <message>
      <location filename="../../app/services/consent.py"></location>
      <source>The consent would have ended already, on {expires_on}.</source>
      <translation>这份同意在 {expires_on} 就已到期。</translation>
    </message>
    <message>
      <location filename="../../app/services/consent.py"></location>
      <source>Give a few words in one line.</source>
      <translation>请在一行内写几个字。</translation>
    </message>
    <message>
      <location filename="../../app/services/curation.py"></location>
      <source>Only one speaker was chosen.</source>
      <translation>只选择了一个说话人。</translation>
    </message>
    <message>
      <location filename="../../app/services/curation.py"></location>
      <source>Choose two or more to merge.</source>
      <translation>要合并，请选择两个或更多。</translation>
    </message>
    <message>
      <location filename="../../app/services/curation.py"></location>
      <source>The takes are this speaker's already.</source>
      <translation>这些录音已经属于这个说话人。</translation>
    </message>
    <message>
      <location filename="../../app/services/curation.py"></location>
      <source>Choose another speaker to move them to.</source>
      <translation>请选择另一个说话人来接收。</translation>
    </message>
    <message>
      <location filename="../../app/services/curation.py"></location>
      <source>There is nothing to undo.</source>
      <translation>没有可以撤销的更改。</translation>
    </message>
    <message>
      <location filename="../../app/services/curation.py"></location>
      <source>Only the last change can be undone, and only once.</source>
      <translation>只能撤销上一次更改，且只能撤销一次。</translation>
    </message>
    <message>
      <location filename="../../app/services/damage.py"></location>
      <source>There is no whole backup that the program made by itself.</source>
      <translation>没有程序自动生成的完好备份。</translation>
    </message>
    <message>
      <location filename="../../app/services/damage.py"></location>
      <source>Choose a copy that you made. Or move “{path}” away, and the program begins with an empty gallery.</source>
      <translation>请选择您自己保存的副本。或者把“{path}”移走，程序将从空的声音库开始。</translation>
    </message>
    <message>
      <location filename="../../app/services/data_folder.py"></location>
      <source>Choose another folder. Nothing was changed.</source>
      <translation>请选择另一个文件夹。没有做任何更改。</translation>
    </message>
    <message>
      <location filename="../../app/services/data_folder.py"></location>
      <source>The folder “{folder}” is not empty.</source>
      <translation>文件夹“{folder}”不是空的。</translation>
    </message>
    <message>
      <location filename="../../app/services/data_folder.py"></location>
      <source>“{path}” is not a gallery of this program.</source>
      <translation>“{path}”不是本程序的声音库。</translation>
    </message>
    <message>
      <location filename="../../app/services/data_folder.py"></location>
      <source>“{folder}” has other files in it, and no gallery.</source>
      <translation>“{folder}”里有其他文件，没有声音库。</translation>
    </message>
    <message>
      <location filename="../../app/services/data_folder.py"></location>
      <source>The data are in this folder already.</source>
      <translation>数据已经在这个文件夹里。</translation>
    </message>
    <message>
      <location filename="../../app/services/data_folder.py"></location>
      <source>One of the two folders is inside the other.</source>
      <translation>两个文件夹中，一个在另一个里面。</translation>
    </message>
    <message>
      <location filename="../../app/services/data_folder.py"></location>
      <source>“{folder}” is no folder.</source>
      <translation>“{folder}”不是文件夹。</translation>
    </message>
    <message>
      <location filename="../../app/services/data_folder.py"></location>
      <source>There is too little space for the data in “{folder}”.</source>
      <translation>“{folder}”中的空间放不下这些数据。</translation>
    </message>
    <message>
      <location filename="../../app/services/data_folder.py"></location>
      <source>The data cannot be copied to “{folder}”: {reason}.</source>
      <translation>无法把数据复制到“{folder}”：{reason}。</translation>
    </message>
    <message>
      <location filename="../../app/services/demo.py"></location>
      <source>Install the program again.</source>
      <translation>请重新安装程序。</translation>
    </message>
    <message>
      <location filename="../../app/services/demo.py"></location>
      <source>The sample voices are missing from “{samples}”.</source>
      <translation>“{samples}”中缺少示例声音。</translation>
    </message>
    <message>
      <location filename="../../app/services/demo.py"></location>
      <source>The folder “{folder}” cannot be made: {reason}.</source>
      <translation>无法创建文件夹“{folder}”：{reason}。</translation>
    </message>
    <message>
      <location filename="../../app/services/demo.py"></location>
      <source>Choose another one.</source>
      <translation>请另选一个。</translation>
    </message>
    <message>
      <location filename="../../app/services/desktop_entry.py"></location>
      <source>desktop entry</source>
      <translation>桌面快捷方式</translation>
    </message>
    <message>
      <location filename="../../app/services/desktop_entry.py"></location>
      <source>Desktop entries are for Linux.</source>
      <translation>桌面快捷方式只用于 Linux。</translation>
    </message>
    <message>
      <location filename="../../app/services/desktop_entry.py"></location>
      <source>On this system, make a shortcut to main.py.</source>
      <translation>在这个系统上，请为 main.py 建立快捷方式。</translation>
    </message>
    <message>
      <location filename="../../app/services/enrollment.py"></location>
      <source>{speech_s:.1f} s of speech is little: scores get steadier with {enough_s:.0f} s or more.</source>
      <translation>{speech_s:.1f} 秒语音偏少：有 {enough_s:.0f} 秒或更多时，分数会更稳定。</translation>
    </message>
    <message>
      <location filename="../../app/services/erasing.py"></location>
      <source>The name may still be in the log “{path}”, which cannot be written: {reason}.</source>
      <translation>名字可能仍在日志“{path}”中，该文件无法写入：{reason}。</translation>
    </message>
    <message>
      <location filename="../../app/services/erasing.py"></location>
      <source>Delete that file.</source>
      <translation>请删除那个文件。</translation>
    </message>
    <message>
      <location filename="../../app/services/exporting.py"></location>
      <source>file</source>
      <translation>文件</translation>
    </message>
    <message>
      <location filename="../../app/services/exporting.py"></location>
      <source>The {what} “{path}” cannot be written: {reason}.</source>
      <translation>无法写入{what}“{path}”：{reason}。</translation>
    </message>
    <message>
      <location filename="../../app/services/exporting.py"></location>
      <source>Choose another file name or folder.</source>
      <translation>请换一个文件名或文件夹。</translation>
    </message>
    <message>
      <location filename="../../app/services/exporting.py"></location>
      <source>table</source>
      <translation>表格</translation>
    </message>
    <message>
      <location filename="../../app/services/folder_import.py"></location>
      <source>There are no recordings in “{name}”.</source>
      <translation>“{name}”中没有录音。</translation>
    </message>
    <message>
      <location filename="../../app/services/folder_import.py"></location>
      <source>Choose the folder that has one subfolder for each speaker.</source>
      <translation>请选择每个说话人各有一个子文件夹的文件夹。</translation>
    </message>
    <message>
      <location filename="../../app/services/folder_import.py"></location>
      <source>The pattern “{pattern}” has {place} {n} times.</source>
      <translation>模式“{pattern}”中 {place} 出现了 {n} 次。</translation>
    </message>
    <message>
      <location filename="../../app/services/folder_import.py"></location>
      <source>Write it once, where the name stands, as in “{example}”.</source>
      <translation>请在名字所在的位置写一次，例如“{example}”。</translation>
    </message>
    <message>
      <location filename="../../app/services/folder_import.py"></location>
      <source>Nothing of {name} was enrolled: {title}</source>
      <translation>{name} 的录音都没有注册：{title}</translation>
    </message>
    <message>
      <location filename="../../app/services/folder_import.py"></location>
      <source>Choose a folder of recordings.</source>
      <translation>请选择存放录音的文件夹。</translation>
    </message>
    <message>
      <location filename="../../app/services/folder_import.py"></location>
      <source>Its name does not fit “{pattern}”.</source>
      <translation>它的名字不符合“{pattern}”。</translation>
    </message>
    <message>
      <location filename="../../app/services/folder_import.py"></location>
      <source>It is in no speaker's subfolder.</source>
      <translation>它不在任何说话人的子文件夹里。</translation>
    </message>
    <message>
      <location filename="../../app/services/folder_import.py"></location>
      <source>{name} is enrolled with this recording already.</source>
      <translation>{name} 已经用这段录音注册过。</translation>
    </message>
    <message>
      <location filename="../../app/services/folder_import.py"></location>
      <source>It is the same recording as “{name}”.</source>
      <translation>它与“{name}”是同一段录音。</translation>
    </message>
    <message>
      <location filename="../../app/services/folder_import.py"></location>
      <source>Somebody else</source>
      <translation>另一个人</translation>
    </message>
    <message>
      <location filename="../../app/services/folder_import.py"></location>
      <source>{name} is enrolled with this very recording.</source>
      <translation>{name} 正是用这段录音注册的。</translation>
    </message>
    <message>
      <location filename="../../app/services/gallery_trials.py"></location>
      <source>Fewer than two speakers in the gallery can be compared.</source>
      <translation>声音库中可以比较的说话人不足两个。</translation>
    </message>
    <message>
      <location filename="../../app/services/gallery_trials.py"></location>
      <source>Enroll two or more, or choose a list of trials.</source>
      <translation>请注册两个或更多说话人，或选择试验列表。</translation>
    </message>
    <message>
      <location filename="../../app/services/gallery_trials.py"></location>
      <source>Nobody in the gallery has a second take to compare with the first.</source>
      <translation>声音库中没有人有第二段录音可以与第一段比较。</translation>
    </message>
    <message>
      <location filename="../../app/services/gallery_trials.py"></location>
      <source>Add takes to the speakers, or choose a list of trials.</source>
      <translation>请为说话人添加录音，或选择试验列表。</translation>
    </message>
    <message>
      <location filename="../../app/services/importing.py"></location>
      <source>Choose a WAV, FLAC, MP3, M4A, Ogg or Opus file.</source>
      <translation>请选择 WAV、FLAC、MP3、M4A、Ogg 或 Opus 文件。</translation>
    </message>
    <message>
      <location filename="../../app/services/importing.py"></location>
      <source>There is no file “{name}”.</source>
      <translation>没有文件“{name}”。</translation>
    </message>
    <message>
      <location filename="../../app/services/importing.py"></location>
      <source>Check the name and the folder, then try again.</source>
      <translation>请检查名字和文件夹，然后重试。</translation>
    </message>
    <message>
      <location filename="../../app/services/importing.py"></location>
      <source>“{name}” is a folder.</source>
      <translation>“{name}”是文件夹。</translation>
    </message>
    <message>
      <location filename="../../app/services/importing.py"></location>
      <source>Choose one of the recordings in it.</source>
      <translation>请选择其中的一段录音。</translation>
    </message>
    <message>
      <location filename="../../app/services/importing.py"></location>
      <source>“{name}” cannot be read.</source>
      <translation>无法读取“{name}”。</translation>
    </message>
    <message>
      <location filename="../../app/services/importing.py"></location>
      <source>Check that the file is yours to read and its disk is connected.</source>
      <translation>请检查您是否有权读取该文件，以及它所在的磁盘是否已连接。</translation>
    </message>
    <message>
      <location filename="../../app/services/importing.py"></location>
      <source>“{name}” is empty: it has no bytes.</source>
      <translation>“{name}”是空的：没有任何内容。</translation>
    </message>
    <message>
      <location filename="../../app/services/importing.py"></location>
      <source>Copy or record it again, or choose another file.</source>
      <translation>请重新复制或录制，或选择另一个文件。</translation>
    </message>
    <message>
      <location filename="../../app/services/importing.py"></location>
      <source>“{name}” is not a sound file that can be read.</source>
      <translation>“{name}”不是可以读取的声音文件。</translation>
    </message>
    <message>
      <location filename="../../app/services/importing.py"></location>
      <source>“{name}” has no sound track.</source>
      <translation>“{name}”没有音轨。</translation>
    </message>
    <message>
      <location filename="../../app/services/importing.py"></location>
      <source>The sound in “{name}” is in a format that is not known here.</source>
      <translation>“{name}”中声音的格式无法识别。</translation>
    </message>
    <message>
      <location filename="../../app/services/importing.py"></location>
      <source>“{name}” has a sound track without any sound in it.</source>
      <translation>“{name}”的音轨里没有任何声音。</translation>
    </message>
    <message>
      <location filename="../../app/services/importing.py"></location>
      <source>Record it again, or choose another file.</source>
      <translation>请重新录制，或选择另一个文件。</translation>
    </message>
    <message>
      <location filename="../../app/services/importing.py"></location>
      <source>“{name}” is damaged: what it decodes to is not sound.</source>
      <translation>“{name}”已损坏：解码出来的不是声音。</translation>
    </message>
    <message>
      <location filename="../../app/services/importing.py"></location>
      <source>Copy it again from where it came from.</source>
      <translation>请从来源重新复制。</translation>
    </message>
    <message>
      <location filename="../../app/services/importing.py"></location>
      <source>“{name}” is longer than {minutes:.0f} minutes.</source>
      <translation>“{name}”超过 {minutes:.0f} 分钟。</translation>
    </message>
    <message>
      <location filename="../../app/services/importing.py"></location>
      <source>Cut out the part where the speaker talks, and choose that.</source>
      <translation>请剪出说话人讲话的部分，再选择它。</translation>
    </message>
    <message>
      <location filename="../../app/services/importing.py"></location>
      <source>Reading “{name}” was stopped: it asks for more memory than a recording may.</source>
      <translation>已停止读取“{name}”：它要求的内存超过一段录音的限度。</translation>
    </message>
    <message>
      <location filename="../../app/services/importing.py"></location>
      <source>It is damaged, or made to do harm. Copy it again from where it came from, or leave it out.</source>
      <translation>它已损坏，或是恶意制作的。请从来源重新复制，或去掉它。</translation>
    </message>
    <message>
      <location filename="../../app/services/importing.py"></location>
      <source>Reading “{name}” was stopped: it took too long.</source>
      <translation>已停止读取“{name}”：用时太长。</translation>
    </message>
    <message>
      <location filename="../../app/services/importing.py"></location>
      <source>Reading “{name}” was stopped: the decoder failed at it.</source>
      <translation>已停止读取“{name}”：解码器处理它时失败。</translation>
    </message>
    <message>
      <location filename="../../app/services/importing.py"></location>
      <source>“{name}” was not read: this computer starts no further process now.</source>
      <translation>没有读取“{name}”：这台计算机现在无法再启动进程。</translation>
    </message>
    <message>
      <location filename="../../app/services/importing.py"></location>
      <source>Close other programs, then try again.</source>
      <translation>请关闭其他程序，然后重试。</translation>
    </message>
    <message>
      <location filename="../../app/services/importing.py"></location>
      <source>Check that it is connected and not muted.</source>
      <translation>请检查它是否已连接、是否被静音。</translation>
    </message>
    <message>
      <location filename="../../app/services/importing.py"></location>
      <source>Nothing was heard from “{source}”.</source>
      <translation>没有从“{source}”听到任何声音。</translation>
    </message>
    <message>
      <location filename="../../app/services/importing.py"></location>
      <source>{missing_s:.1f} s are missing at the end of “{name}”: the file was cut short.</source>
      <translation>“{name}”末尾缺少 {missing_s:.1f} 秒：文件被截断了。</translation>
    </message>
    <message>
      <location filename="../../app/services/importing.py"></location>
      <source>1 packet</source>
      <translation>1 个数据包</translation>
    </message>
    <message>
      <location filename="../../app/services/importing.py"></location>
      <source>{n} packets</source>
      <translation>{n} 个数据包</translation>
    </message>
    <message>
      <location filename="../../app/services/importing.py"></location>
      <source>Parts of “{name}” are damaged and were left out ({packets}).</source>
      <translation>“{name}”有部分损坏，已略过（{packets}）。</translation>
    </message>
    <message>
      <location filename="../../app/services/importing.py"></location>
      <source>“{source}” is clipped ({clipped_fraction:.1%} of it): record it again at a lower level.</source>
      <translation>“{source}”有削波（其中 {clipped_fraction:.1%}）：请降低音量重新录制。</translation>
    </message>
    <message>
      <location filename="../../app/services/list_trials.py"></location>
      <source>There is no file “{name}” in “{folder}”.</source>
      <translation>“{folder}”中没有文件“{name}”。</translation>
    </message>
    <message>
      <location filename="../../app/services/list_trials.py"></location>
      <source>Correct it, or give another root folder (--root).</source>
      <translation>请更正它，或选择另一个录音所在的文件夹（--root）。</translation>
    </message>
    <message>
      <location filename="../../app/services/list_trials.py"></location>
      <source>it is not a text</source>
      <translation>它不是文本</translation>
    </message>
    <message>
      <location filename="../../app/services/list_trials.py"></location>
      <source>Choose a text file of trials.</source>
      <translation>请选择试验列表的文本文件。</translation>
    </message>
    <message>
      <location filename="../../app/services/list_trials.py"></location>
      <source>The list “{path}” cannot be read: {reason}.</source>
      <translation>无法读取列表“{path}”：{reason}。</translation>
    </message>
    <message>
      <location filename="../../app/services/list_trials.py"></location>
      <source>Give both kinds: lines that begin with 1 (same speaker) and lines that begin with 0 (different).</source>
      <translation>请给出两种试验：以 1 开头的行（同一说话人）和以 0 开头的行（不同说话人）。</translation>
    </message>
    <message>
      <location filename="../../app/services/list_trials.py"></location>
      <source>{n_target} of the {n} trials in “{name}” are of the same speaker.</source>
      <translation>“{name}”的 {n} 个试验中，有 {n_target} 个来自同一说话人。</translation>
    </message>
    <message>
      <location filename="../../app/services/list_trials.py"></location>
      <source>Write 1 (same speaker) or 0 (different) and two file names without spaces.</source>
      <translation>请写 1（同一说话人）或 0（不同说话人），以及两个不含空格的文件名。</translation>
    </message>
    <message>
      <location filename="../../app/services/list_trials.py"></location>
      <source>“{text}” is not a trial.</source>
      <translation>“{text}”不是试验。</translation>
    </message>
    <message>
      <location filename="../../app/services/list_trials.py"></location>
      <source>Leave its trials out.</source>
      <translation>请去掉含有它的试验。</translation>
    </message>
    <message>
      <location filename="../../app/services/list_trials.py"></location>
      <source>“{source}” is too short or silent.</source>
      <translation>“{source}”太短或没有声音。</translation>
    </message>
    <message>
      <location filename="../../app/services/list_trials.py"></location>
      <source>Too few recordings of “{name}” can be used: {n} of {all} not.</source>
      <translation>“{name}”中可用的录音太少：{all} 段中有 {n} 段不能使用。</translation>
    </message>
    <message>
      <location filename="../../app/services/list_trials.py"></location>
      <source>Correct the files, or choose another list.</source>
      <translation>请更正这些文件，或选择另一个列表。</translation>
    </message>
    <message>
      <location filename="../../app/services/list_trials.py"></location>
      <source>{title} {first}</source>
      <translation>{title}{first}</translation>
    </message>
    <message>
      <location filename="../../app/services/list_trials.py"></location>
      <source>Line {line} of “{name}”: {title}</source>
      <translation>“{name}”第 {line} 行：{title}</translation>
    </message>
    <message>
      <location filename="../../app/services/model_import.py"></location>
      <source>Choose another folder with --out.</source>
      <translation>请用 --out 另选一个文件夹。</translation>
    </message>
    <message>
      <location filename="../../app/services/model_import.py"></location>
      <source>“{folder}” exists already.</source>
      <translation>“{folder}”已经存在。</translation>
    </message>
    <message>
      <location filename="../../app/services/model_import.py"></location>
      <source>Choose another file or folder.</source>
      <translation>请选择另一个文件或文件夹。</translation>
    </message>
    <message>
      <location filename="../../app/services/model_import.py"></location>
      <source>“{place}” cannot be used: {reason}.</source>
      <translation>无法使用“{place}”：{reason}。</translation>
    </message>
    <message>
      <location filename="../../app/services/model_import.py"></location>
      <source>Import it on Linux or an Intel Mac; the model folder then works everywhere.</source>
      <translation>请在 Linux 或 Intel Mac 上导入；之后模型文件夹在任何地方都能用。</translation>
    </message>
    <message>
      <location filename="../../app/services/model_import.py"></location>
      <source>A GluonAR checkpoint needs MXNet once, which is not installed.</source>
      <translation>导入 GluonAR 检查点需要 MXNet，但没有安装。</translation>
    </message>
    <message>
      <location filename="../../app/services/model_import.py"></location>
      <source>Choose with --contract {choices}.</source>
      <translation>请用 --contract {choices} 选择。</translation>
    </message>
    <message>
      <location filename="../../app/services/model_import.py"></location>
      <source>“{name}” cannot be imported: {error}.</source>
      <translation>无法导入“{name}”：{error}。</translation>
    </message>
    <message>
      <location filename="../../app/services/model_import.py"></location>
      <source>Choose another folder.</source>
      <translation>请选择另一个文件夹。</translation>
    </message>
    <message>
      <location filename="../../app/services/model_import.py"></location>
      <source>Give {n} or more trials of the same speaker, and as many of different ones.</source>
      <translation>请给出至少 {n} 个同一说话人的试验，以及同样多的不同说话人的试验。</translation>
    </message>
    <message>
      <location filename="../../app/services/model_import.py"></location>
      <source>Only {n} of the trials are of one of the two kinds.</source>
      <translation>两种试验中，有一种只有 {n} 个。</translation>
    </message>
    <message>
      <location filename="../../app/services/model_import.py"></location>
      <source>Choose a copy of it.</source>
      <translation>请选择它的副本。</translation>
    </message>
    <message>
      <location filename="../../app/services/model_import.py"></location>
      <source>“{folder}” cannot be written: {reason}.</source>
      <translation>无法写入“{folder}”：{reason}。</translation>
    </message>
    <message>
      <location filename="../../app/services/model_import.py"></location>
      <source>On these trials the model does not tell speakers apart: same speakers score no higher than different.</source>
      <translation>在这些试验上，模型分不清说话人：同一说话人的分数不高于不同说话人。</translation>
    </message>
    <message>
      <location filename="../../app/services/model_import.py"></location>
      <source>Check the list, or choose another --contract when importing the model.</source>
      <translation>请检查列表，或在导入模型时选择另一个 --contract。</translation>
    </message>
    <message>
      <location filename="../../app/services/model_library.py"></location>
      <source>“model list” shows those that there are.</source>
      <translation>“model list”会列出已有的模型。</translation>
    </message>
    <message>
      <location filename="../../app/services/model_library.py"></location>
      <source>There is no speaker model “{name}”.</source>
      <translation>没有说话人模型“{name}”。</translation>
    </message>
    <message>
      <location filename="../../app/services/model_library.py"></location>
      <source>Import it first: it is copied there, and stays.</source>
      <translation>请先导入它：它会被复制到那里并保留。</translation>
    </message>
    <message>
      <location filename="../../app/services/model_library.py"></location>
      <source>“{folder}” is no model of the library.</source>
      <translation>“{folder}”不是模型库中的模型。</translation>
    </message>
    <message>
      <location filename="../../app/services/model_library.py"></location>
      <source>Choose it in the list of models.</source>
      <translation>请在模型列表中选择它。</translation>
    </message>
    <message>
      <location filename="../../app/services/model_library.py"></location>
      <source>{name} is there already.</source>
      <translation>{name} 已经在那里。</translation>
    </message>
    <message>
      <location filename="../../app/services/model_library.py"></location>
      <source>Use another model first, then remove this one.</source>
      <translation>请先换用另一个模型，再删除这个。</translation>
    </message>
    <message>
      <location filename="../../app/services/model_library.py"></location>
      <source>{model_id} is in use.</source>
      <translation>正在使用 {model_id}。</translation>
    </message>
    <message>
      <location filename="../../app/services/model_library.py"></location>
      <source>Only models that were added can be removed.</source>
      <translation>只有添加的模型才能删除。</translation>
    </message>
    <message>
      <location filename="../../app/services/model_library.py"></location>
      <source>{model_id} is not in the library.</source>
      <translation>{model_id} 不在模型库中。</translation>
    </message>
    <message>
      <location filename="../../app/services/model_library.py"></location>
      <source>Make the data folder writable, or choose another one with --data.</source>
      <translation>请让数据文件夹可以写入，或用 --data 另选一个。</translation>
    </message>
    <message>
      <location filename="../../app/services/model_library.py"></location>
      <source>“{folder}” cannot be made: {reason}.</source>
      <translation>无法创建“{folder}”：{reason}。</translation>
    </message>
    <message>
      <location filename="../../app/services/model_library.py"></location>
      <source>It has only an ONNX file, which runs but does not learn: fine-tuning needs MXNet weights, network.params.</source>
      <translation>它只有一个 ONNX 文件，能运行但不能学习：微调需要 MXNet 权重 network.params。</translation>
    </message>
    <message>
      <location filename="../../app/services/model_library.py"></location>
      <source>Make it with the training command of today.</source>
      <translation>请用现在的训练命令生成它。</translation>
    </message>
    <message>
      <location filename="../../app/services/model_library.py"></location>
      <source>{model_id} has no {file}.</source>
      <translation>{model_id} 没有 {file}。</translation>
    </message>
    <message>
      <location filename="../../app/services/model_library.py"></location>
      <source>Free some space.</source>
      <translation>请腾出一些空间。</translation>
    </message>
    <message>
      <location filename="../../app/services/model_library.py"></location>
      <source>“{name}” cannot be copied: {reason}.</source>
      <translation>无法复制“{name}”：{reason}。</translation>
    </message>
    <message>
      <location filename="../../app/services/models.py"></location>
      <source>The speaker model in “{folder}” cannot be loaded.</source>
      <translation>无法载入“{folder}”中的说话人模型。</translation>
    </message>
    <message>
      <location filename="../../app/services/models.py"></location>
      <source>Choose another folder with --model, or another model on the page Models (Ctrl+7).</source>
      <translation>请用 --model 另选一个文件夹，或在“模型”页（Ctrl+7）选择另一个模型。</translation>
    </message>
    <message>
      <location filename="../../app/services/models.py"></location>
      <source>The speaker model of this program cannot be loaded.</source>
      <translation>无法载入程序自带的说话人模型。</translation>
    </message>
    <message>
      <location filename="../../app/services/names.py"></location>
      <source>The name is empty.</source>
      <translation>名字是空的。</translation>
    </message>
    <message>
      <location filename="../../app/services/names.py"></location>
      <source>Type the speaker's name.</source>
      <translation>请输入说话人的名字。</translation>
    </message>
    <message>
      <location filename="../../app/services/names.py"></location>
      <source>The name has {n} characters.</source>
      <translation>名字有 {n} 个字符。</translation>
    </message>
    <message>
      <location filename="../../app/services/names.py"></location>
      <source>Shorten it to {most} at most.</source>
      <translation>请缩短到 {most} 个以内。</translation>
    </message>
    <message>
      <location filename="../../app/services/names.py"></location>
      <source>The name has characters that cannot be shown.</source>
      <translation>名字里有无法显示的字符。</translation>
    </message>
    <message>
      <location filename="../../app/services/names.py"></location>
      <source>Type it again without line breaks or tabs.</source>
      <translation>请重新输入，不要有换行或制表符。</translation>
    </message>
    <message>
      <location filename="../../app/services/names.py"></location>
      <source>The notes have {n:,} characters.</source>
      <translation>备注有 {n:,} 个字符。</translation>
    </message>
    <message>
      <location filename="../../app/services/names.py"></location>
      <source>Shorten them to {most:,} at most.</source>
      <translation>请缩短到 {most:,} 个以内。</translation>
    </message>
    <message>
      <location filename="../../app/services/names.py"></location>
      <source>The notes have characters that cannot be shown.</source>
      <translation>备注里有无法显示的字符。</translation>
    </message>
    <message>
      <location filename="../../app/services/names.py"></location>
      <source>Type them again.</source>
      <translation>请重新输入。</translation>
    </message>
    <message>
      <location filename="../../app/services/names.py"></location>
      <source>“{shown}” cannot be a tag.</source>
      <translation>“{shown}”不能作为标签。</translation>
    </message>
    <message>
      <location filename="../../app/services/names.py"></location>
      <source>Use up to {most} characters, and no comma.</source>
      <translation>请用 {most} 个以内的字符，不含逗号。</translation>
    </message>
    <message>
      <location filename="../../app/services/names.py"></location>
      <source>These are {n} tags.</source>
      <translation>共有 {n} 个标签。</translation>
    </message>
    <message>
      <location filename="../../app/services/names.py"></location>
      <source>Keep the {most} that matter most.</source>
      <translation>请保留最重要的 {most} 个。</translation>
    </message>
    <message>
      <location filename="../../app/services/operating_point.py"></location>
      <source>A number cannot be read.</source>
      <translation>有一个数字无法读取。</translation>
    </message>
    <message>
      <location filename="../../app/services/operating_point.py"></location>
      <source>Write it in digits: 0.01, say.</source>
      <translation>请用数字书写，例如 0.01。</translation>
    </message>
    <message>
      <location filename="../../app/services/operating_point.py"></location>
      <source>A log-likelihood ratio of {llr:g} is no operating point.</source>
      <translation>对数似然比 {llr:g} 不能作为工作点。</translation>
    </message>
    <message>
      <location filename="../../app/services/operating_point.py"></location>
      <source>Give a number from -{most:.0f} to {most:.0f}.</source>
      <translation>请给出 -{most:.0f} 到 {most:.0f} 之间的数。</translation>
    </message>
    <message>
      <location filename="../../app/services/operating_point.py"></location>
      <source>A prior of {prior:g} leaves nothing to ask.</source>
      <translation>先验为 {prior:g} 时没有什么可问的。</translation>
    </message>
    <message>
      <location filename="../../app/services/operating_point.py"></location>
      <source>Give a number between 0 and 1.</source>
      <translation>请给出 0 到 1 之间的数。</translation>
    </message>
    <message>
      <location filename="../../app/services/operating_point.py"></location>
      <source>Give a number above 0, {most:,.0f} at most.</source>
      <translation>请给出大于 0、不超过 {most:,.0f} 的数。</translation>
    </message>
    <message>
      <location filename="../../app/services/operating_point.py"></location>
      <source>A miss cannot cost {cost:g}.</source>
      <translation>漏报的代价不能是 {cost:g}。</translation>
    </message>
    <message>
      <location filename="../../app/services/operating_point.py"></location>
      <source>A false accept cannot cost {cost:g}.</source>
      <translation>误认的代价不能是 {cost:g}。</translation>
    </message>
    <message>
      <location filename="../../app/services/preferences.py"></location>
      <source>The settings could not be read, so the program begins with its own.</source>
      <translation>无法读取设置，因此程序以自己的设置开始。</translation>
    </message>
    <message>
      <location filename="../../app/services/preferences.py"></location>
      <source>The old file is kept as “{path}”.</source>
      <translation>旧文件保留为“{path}”。</translation>
    </message>
    <message>
      <location filename="../../app/services/protecting.py"></location>
      <source>There are recordings that are neither enrolled nor discarded.</source>
      <translation>还有既没有注册也没有丢弃的录音。</translation>
    </message>
    <message>
      <location filename="../../app/services/protecting.py"></location>
      <source>Open the window, enroll or discard them, then try again: they are kept under the old pass-phrase.</source>
      <translation>请打开窗口，注册或丢弃它们，然后重试：它们由旧口令保护。</translation>
    </message>
    <message>
      <location filename="../../app/services/protecting.py"></location>
      <source>There is a fine-tuning, which has copies of enrolled recordings.</source>
      <translation>有一个微调，其中有已注册录音的副本。</translation>
    </message>
    <message>
      <location filename="../../app/services/protecting.py"></location>
      <source>Keep its model or discard it on the page Models, then try again: the copies are not protected.</source>
      <translation>请在“模型”页保留或丢弃它的模型，然后重试：这些副本没有受到保护。</translation>
    </message>
    <message>
      <location filename="../../app/services/rating.py"></location>
      <source>add a first take</source>
      <translation>添加第一段录音</translation>
    </message>
    <message>
      <location filename="../../app/services/rating.py"></location>
      <source>add a first take with {s} s of speech</source>
      <translation>添加第一段录音，含 {s} 秒语音</translation>
    </message>
    <message>
      <location filename="../../app/services/rating.py"></location>
      <source>add a second take</source>
      <translation>添加第二段录音</translation>
    </message>
    <message>
      <location filename="../../app/services/rating.py"></location>
      <source>add a second take with {s} s of speech</source>
      <translation>添加第二段录音，含 {s} 秒语音</translation>
    </message>
    <message>
      <location filename="../../app/services/rating.py"></location>
      <source>add a third take</source>
      <translation>添加第三段录音</translation>
    </message>
    <message>
      <location filename="../../app/services/rating.py"></location>
      <source>add a third take with {s} s of speech</source>
      <translation>添加第三段录音，含 {s} 秒语音</translation>
    </message>
    <message>
      <location filename="../../app/services/rating.py"></location>
      <source>This take sounds like another voice.</source>
      <translation>这段录音听起来像另一个声音。</translation>
    </message>
    <message>
      <location filename="../../app/services/rating.py"></location>
      <source>Good: nothing to improve.</source>
      <translation>很好：无需改进。</translation>
    </message>
    <message>
      <location filename="../../app/services/rating.py"></location>
      <source>leave out the take that sounds like another voice</source>
      <translation>去掉听起来像另一个声音的那段录音</translation>
    </message>
    <message>
      <location filename="../../app/services/rating.py"></location>
      <source>add {s} s of speech</source>
      <translation>再添加 {s} 秒语音</translation>
    </message>
    <message>
      <location filename="../../app/services/rating.py"></location>
      <source>No speech was found.</source>
      <translation>没有找到语音。</translation>
    </message>
    <message>
      <location filename="../../app/services/rating.py"></location>
      <source>Short: {speech_s:.1f} s of speech.</source>
      <translation>较短：{speech_s:.1f} 秒语音。</translation>
    </message>
    <message>
      <location filename="../../app/services/rating.py"></location>
      <source>Clipped: {clipped:.1%} of it is at full scale.</source>
      <translation>削波：其中 {clipped:.1%} 达到满刻度。</translation>
    </message>
    <message>
      <location filename="../../app/services/rating.py"></location>
      <source>Noisy: the speech is {snr_db:.0f} dB above the noise.</source>
      <translation>有噪声：语音比噪声高 {snr_db:.0f} dB。</translation>
    </message>
    <message>
      <location filename="../../app/services/rating.py"></location>
      <source>Narrow band: nothing above {khz:.1f} kHz, as on a telephone.</source>
      <translation>窄带：{khz:.1f} kHz 以上没有声音，像电话一样。</translation>
    </message>
    <message>
      <location filename="../../app/services/reasons.py"></location>
      <source>This speaker model is not calibrated: nobody has measured yet what its scores are worth.</source>
      <translation>这个说话人模型没有校准：还没有人测量过它的分数有多大价值。</translation>
    </message>
    <message>
      <location filename="../../app/services/reasons.py"></location>
      <source>not calibrated</source>
      <translation>未校准</translation>
    </message>
    <message>
      <location filename="../../app/services/reasons.py"></location>
      <source>extremely strong support for the same speaker</source>
      <translation>极强支持同一说话人</translation>
    </message>
    <message>
      <location filename="../../app/services/reasons.py"></location>
      <source>very strong support for the same speaker</source>
      <translation>很强支持同一说话人</translation>
    </message>
    <message>
      <location filename="../../app/services/reasons.py"></location>
      <source>strong support for the same speaker</source>
      <translation>强支持同一说话人</translation>
    </message>
    <message>
      <location filename="../../app/services/reasons.py"></location>
      <source>moderately strong support for the same speaker</source>
      <translation>较强支持同一说话人</translation>
    </message>
    <message>
      <location filename="../../app/services/reasons.py"></location>
      <source>moderate support for the same speaker</source>
      <translation>中等支持同一说话人</translation>
    </message>
    <message>
      <location filename="../../app/services/reasons.py"></location>
      <source>weak support for the same speaker</source>
      <translation>弱支持同一说话人</translation>
    </message>
    <message>
      <location filename="../../app/services/reasons.py"></location>
      <source>no support for either side</source>
      <translation>不支持任何一方</translation>
    </message>
    <message>
      <location filename="../../app/services/reasons.py"></location>
      <source>weak support for different speakers</source>
      <translation>弱支持不同说话人</translation>
    </message>
    <message>
      <location filename="../../app/services/reasons.py"></location>
      <source>moderate support for different speakers</source>
      <translation>中等支持不同说话人</translation>
    </message>
    <message>
      <location filename="../../app/services/reasons.py"></location>
      <source>moderately strong support for different speakers</source>
      <translation>较强支持不同说话人</translation>
    </message>
    <message>
      <location filename="../../app/services/reasons.py"></location>
      <source>strong support for different speakers</source>
      <translation>强支持不同说话人</translation>
    </message>
    <message>
      <location filename="../../app/services/reasons.py"></location>
      <source>very strong support for different speakers</source>
      <translation>很强支持不同说话人</translation>
    </message>
    <message>
      <location filename="../../app/services/reasons.py"></location>
      <source>extremely strong support for different speakers</source>
      <translation>极强支持不同说话人</translation>
    </message>
    <message>
      <location filename="../../app/services/reasons.py"></location>
      <source>The voice is about as much like this speaker's as like a stranger's.</source>
      <translation>这个声音像这个说话人的程度，与像陌生人的程度差不多。</translation>
    </message>
    <message>
      <location filename="../../app/services/reasons.py"></location>
      <source>The recording is {ratio} times more likely if this speaker is talking than if somebody else is.</source>
      <translation>如果是这个说话人在说话，这段录音的可能性是别人说话时的 {ratio} 倍。</translation>
    </message>
    <message>
      <location filename="../../app/services/reasons.py"></location>
      <source>The recording is {ratio} times more likely if somebody else is talking than if this speaker is.</source>
      <translation>如果是别人在说话，这段录音的可能性是这个说话人说话时的 {ratio} 倍。</translation>
    </message>
    <message>
      <location filename="../../app/services/reasons.py"></location>
      <source>{reason} The operating point is a likelihood ratio of {ratio}.</source>
      <translation>{reason}工作点的似然比是 {ratio}。</translation>
    </message>
    <message>
      <location filename="../../app/services/reasons.py"></location>
      <source>Only {speech_s:.1f} s of speech was found; a verdict needs {least_s:.0f} s.</source>
      <translation>只找到 {speech_s:.1f} 秒语音；给出结论需要 {least_s:.0f} 秒。</translation>
    </message>
    <message>
      <location filename="../../app/services/reasons.py"></location>
      <source>The recording is clipped: {clipped:.0%} of it is at full scale.</source>
      <translation>录音削波：其中 {clipped:.0%} 达到满刻度。</translation>
    </message>
    <message>
      <location filename="../../app/services/reasons.py"></location>
      <source>The recording is too noisy: the speech is {snr_db:.0f} dB above the noise.</source>
      <translation>录音噪声太大：语音只比噪声高 {snr_db:.0f} dB。</translation>
    </message>
    <message>
      <location filename="../../app/services/reasons.py"></location>
      <source>over a million</source>
      <translation>超过一百万</translation>
    </message>
    <message>
      <location filename="../../app/services/recent_files.py"></location>
      <source>list of recent files</source>
      <translation>最近文件列表</translation>
    </message>
    <message>
      <location filename="../../app/services/switching.py"></location>
      <source>The old model stays in use. Add longer takes for them, or remove them.</source>
      <translation>旧模型继续使用。请为他们添加更长的录音，或删除他们。</translation>
    </message>
    <message>
      <location filename="../../app/services/switching.py"></location>
      <source>{model_id} can use none of the takes of {names}: they are too short for it.</source>
      <translation>{model_id} 不能使用 {names} 的任何录音：它们对它来说太短。</translation>
    </message>
    <message>
      <location filename="../../app/services/take_embedding.py"></location>
      <source>“{source}” is too short for this speaker model.</source>
      <translation>“{source}”对这个说话人模型来说太短。</translation>
    </message>
    <message>
      <location filename="../../app/services/take_embedding.py"></location>
      <source>Leave it out, or record a longer one.</source>
      <translation>请去掉它，或录制一段更长的。</translation>
    </message>
    <message>
      <location filename="../../app/services/timeline_files.py"></location>
      <source>“{name}” is neither a .rttm nor a .csv file.</source>
      <translation>“{name}”既不是 .rttm 也不是 .csv 文件。</translation>
    </message>
    <message>
      <location filename="../../app/services/timeline_files.py"></location>
      <source>timeline</source>
      <translation>时间线</translation>
    </message>
    <message>
      <location filename="../../app/services/tuning.py"></location>
      <source>There is a fine-tuning already.</source>
      <translation>已经有一个微调。</translation>
    </message>
    <message>
      <location filename="../../app/services/tuning.py"></location>
      <source>Go on with it, or discard it first.</source>
      <translation>请继续它，或先丢弃它。</translation>
    </message>
    <message>
      <location filename="../../app/services/tuning.py"></location>
      <source>Fine-tuning needs MXNet, which is not installed here. Everything else works without it.</source>
      <translation>微调需要 MXNet，这里没有安装。其他功能都不需要它。</translation>
    </message>
    <message>
      <location filename="../../app/services/tuning.py"></location>
      <source>It has builds for Linux and Intel Macs, with Python 3.11: start the program there.</source>
      <translation>它有 Linux 和 Intel Mac 的版本，需 Python 3.11：请在那里启动程序。</translation>
    </message>
    <message>
      <location filename="../../app/services/tuning.py"></location>
      <source>Give 1 to 40 letters, digits, dots and dashes.</source>
      <translation>请用 1 到 40 个字母、数字、点和连字符。</translation>
    </message>
    <message>
      <location filename="../../app/services/tuning.py"></location>
      <source>“{name}” is no name for a model.</source>
      <translation>“{name}”不能作为模型的名字。</translation>
    </message>
    <message>
      <location filename="../../app/services/tuning.py"></location>
      <source>These settings are none.</source>
      <translation>这些设置无效。</translation>
    </message>
    <message>
      <location filename="../../app/services/tuning.py"></location>
      <source>Give {losses}, and 1 to {most} epochs.</source>
      <translation>请给出 {losses}，以及 1 到 {most} 轮。</translation>
    </message>
    <message>
      <location filename="../../app/services/tuning.py"></location>
      <source>Choose another model, such as the shipped one.</source>
      <translation>请选择另一个模型，例如自带的模型。</translation>
    </message>
    <message>
      <location filename="../../app/services/tuning.py"></location>
      <source>{model_id} cannot be fine-tuned. {why}</source>
      <translation>{model_id} 不能微调。{why}</translation>
    </message>
    <message>
      <location filename="../../app/services/tuning.py"></location>
      <source>The gallery has a pass-phrase, and fine-tuning would need copies of its recordings without one.</source>
      <translation>声音库有口令，而微调需要没有口令的录音副本。</translation>
    </message>
    <message>
      <location filename="../../app/services/tuning.py"></location>
      <source>Fine-tune on a folder of recordings, or take the pass-phrase away for as long as it lasts.</source>
      <translation>请用一个文件夹中的录音微调，或在微调期间去掉口令。</translation>
    </message>
    <message>
      <location filename="../../app/services/tuning.py"></location>
      <source>Choose one with a subfolder for each speaker.</source>
      <translation>请选择每个说话人各有一个子文件夹的文件夹。</translation>
    </message>
    <message>
      <location filename="../../app/services/tuning.py"></location>
      <source>There is no fine-tuning to go on with.</source>
      <translation>没有可以继续的微调。</translation>
    </message>
    <message>
      <location filename="../../app/services/tuning.py"></location>
      <source>Start one.</source>
      <translation>请开始一个。</translation>
    </message>
    <message>
      <location filename="../../app/services/tuning.py"></location>
      <source>There is no fine-tuned model to keep.</source>
      <translation>没有可以保留的微调模型。</translation>
    </message>
    <message>
      <location filename="../../app/services/tuning.py"></location>
      <source>Let the fine-tuning finish first.</source>
      <translation>请先等微调完成。</translation>
    </message>
    <message>
      <location filename="../../app/services/tuning.py"></location>
      <source>Another program is fine-tuning at this moment.</source>
      <translation>另一个程序正在微调。</translation>
    </message>
    <message>
      <location filename="../../app/services/tuning.py"></location>
      <source>Close it, or wait until it is done.</source>
      <translation>请关闭它，或等它完成。</translation>
    </message>
    <message>
      <location filename="../../app/services/tuning.py"></location>
      <source>Add takes on the Enroll page, or use a folder of recordings.</source>
      <translation>请在“注册”页添加录音，或使用一个文件夹的录音。</translation>
    </message>
    <message>
      <location filename="../../app/services/tuning.py"></location>
      <source>{n} of the speakers have {least} takes or more and a consent that holds; it takes 2 or more of them, since some takes are kept aside to see whether it helps.</source>
      <translation>{n} 个说话人有 {least} 段以上的录音和有效的同意；至少需要 2 个，因为要留出一些录音来看微调是否有用。</translation>
    </message>
    <message>
      <location filename="../../app/services/tuning_process.py"></location>
      <source>Change what it is about, then try again.</source>
      <translation>请按此修改，然后重试。</translation>
    </message>
    <message>
      <location filename="../../app/services/tuning_process.py"></location>
      <source>Fine-tuning failed. {reason}</source>
      <translation>微调失败。{reason}</translation>
    </message>
    <message>
      <location filename="../../app/services/tuning_process.py"></location>
      <source>Fine-tuning was interrupted: its process ended.</source>
      <translation>微调中断：它的进程结束了。</translation>
    </message>
    <message>
      <location filename="../../app/services/tuning_process.py"></location>
      <source>The model in use is as it was. Go on with it, from where it was, or discard it.</source>
      <translation>正在使用的模型没有变。请从停下的地方继续，或丢弃它。</translation>
    </message>
    <message>
      <location filename="../../app/services/verification.py"></location>
      <source>{n_above:,} of the {n:,} enrolled fits the recording better than a stranger does.</source>
      <translation>{n:,} 个已注册的人中，有 {n_above:,} 个比陌生人更符合这段录音。</translation>
    </message>
    <message>
      <location filename="../../app/services/verification.py"></location>
      <source>{n_above:,} of the {n:,} enrolled fit the recording better than a stranger does.</source>
      <translation>{n:,} 个已注册的人中，有 {n_above:,} 个比陌生人更符合这段录音。</translation>
    </message>
    <message>
      <location filename="../../app/services/verification.py"></location>
      <source>None of the {n:,} enrolled fits the recording better than a stranger does.</source>
      <translation>{n:,} 个已注册的人中，没有一个比陌生人更符合这段录音。</translation>
    </message>
    <message>
      <location filename="../../app/services/verification.py"></location>
      <source>The one enrolled does not fit the recording better than a stranger does.</source>
      <translation>唯一已注册的人并不比陌生人更符合这段录音。</translation>
    </message>
    <message>
      <location filename="../../app/services/verification.py"></location>
      <source>{n_above:,} of the {n:,} enrolled fits the recording better than a stranger does, by as much as the operating point asks.</source>
      <translation>{n:,} 个已注册的人中，有 {n_above:,} 个比陌生人更符合这段录音，并达到工作点的要求。</translation>
    </message>
    <message>
      <location filename="../../app/services/verification.py"></location>
      <source>{n_above:,} of the {n:,} enrolled fit the recording better than a stranger does, by as much as the operating point asks.</source>
      <translation>{n:,} 个已注册的人中，有 {n_above:,} 个比陌生人更符合这段录音，并达到工作点的要求。</translation>
    </message>
    <message>
      <location filename="../../app/services/verification.py"></location>
      <source>None of the {n:,} enrolled fits the recording better than a stranger does, by as much as the operating point asks.</source>
      <translation>{n:,} 个已注册的人中，没有一个比陌生人更符合这段录音并达到工作点的要求。</translation>
    </message>
    <message>
      <location filename="../../app/services/verification.py"></location>
      <source>The one enrolled does not fit the recording better than a stranger does, by as much as the operating point asks.</source>
      <translation>唯一已注册的人并不比陌生人更符合这段录音，达不到工作点的要求。</translation>
    </message>
    <message>
      <location filename="../../app/services/verification.py"></location>
      <source>Nobody is enrolled yet.</source>
      <translation>还没有注册任何人。</translation>
    </message>
    <message>
      <location filename="../../app/services/verification.py"></location>
      <source>Enroll a speaker first, then try again.</source>
      <translation>请先注册一个说话人，然后重试。</translation>
    </message>
    <message>
      <location filename="../../app/services/verification.py"></location>
      <source>This speaker model can take none of the recordings of “{name}”.</source>
      <translation>这个说话人模型不能使用“{name}”的任何录音。</translation>
    </message>
    <message>
      <location filename="../../app/services/verification.py"></location>
      <source>Add a longer take of theirs, or choose another model.</source>
      <translation>请为其添加一段更长的录音，或选择另一个模型。</translation>
    </message>
    <message>
      <location filename="../../app/services/verification.py"></location>
      <source>Nobody has measured yet at which score a stranger begins: this speaker model is not calibrated.</source>
      <translation>还没有人测量过从什么分数起算陌生人：这个说话人模型没有校准。</translation>
    </message>
    <message>
      <location filename="../../app/services/voice.py"></location>
      <source>Leave it out, or record it again closer by.</source>
      <translation>请去掉它，或靠近一些重新录制。</translation>
    </message>
    <message>
      <location filename="../../app/services/voice.py"></location>
      <source>No speech was found in “{source}”.</source>
      <translation>“{source}”中没有找到语音。</translation>
    </message>
    <message>
      <location filename="../../app/settings.py"></location>
      <source>Delete that file: the program then begins with its own settings.</source>
      <translation>请删除那个文件：程序会以自己的设置开始。</translation>
    </message>
    <message>
      <location filename="../../app/settings.py"></location>
      <source>The settings “{path}” cannot be used.</source>
      <translation>无法使用设置文件“{path}”。</translation>
    </message>
    <message>
      <location filename="../../app/settings.py"></location>
      <source>The data folder “{folder}” is not there.</source>
      <translation>数据文件夹“{folder}”不存在。</translation>
    </message>
    <message>
      <location filename="../../app/settings.py"></location>
      <source>Connect its disk. Or delete “{path}”, and the program uses its usual folder again.</source>
      <translation>请连接它的磁盘。或删除“{path}”，程序就会重新使用通常的文件夹。</translation>
    </message>
    <message>
      <location filename="../../app/settings.py"></location>
      <source>Choose another one with --data, or make this one writable.</source>
      <translation>请用 --data 另选一个，或让它可以写入。</translation>
    </message>
    <message>
      <location filename="../../app/settings.py"></location>
      <source>The data folder “{folder}” cannot be made: {reason}.</source>
      <translation>无法创建数据文件夹“{folder}”：{reason}。</translation>
    </message>
    <message>
      <location filename="../../app/settings.py"></location>
      <source>Make it readable, or delete it to use the usual folder.</source>
      <translation>请让它可以读取，或删除它以使用通常的文件夹。</translation>
    </message>
    <message>
      <location filename="../../app/settings.py"></location>
      <source>The file “{path}”, which says where the data folder is, cannot be read.</source>
      <translation>无法读取记录数据文件夹位置的文件“{path}”。</translation>
    </message>
    <message>
      <location filename="../../app/settings.py"></location>
      <source>The data folder stays where it is.</source>
      <translation>数据文件夹保持原位。</translation>
    </message>
    <message>
      <location filename="../../app/settings.py"></location>
      <source>The file “{path}” cannot be written: {reason}.</source>
      <translation>无法写入文件“{path}”：{reason}。</translation>
    </message>
    <message>
      <location filename="../../app/settings.py"></location>
      <source>Your choice holds until the program ends.</source>
      <translation>您的选择在程序结束前有效。</translation>
    </message>
    <message>
      <location filename="../../app/settings.py"></location>
      <source>The settings “{path}” cannot be written: {reason}.</source>
      <translation>无法写入设置文件“{path}”：{reason}。</translation>
    </message>
    <message>
      <location filename="../../app/settings_wiring.py"></location>
      <source>Copying the data…</source>
      <translation>正在复制数据…</translation>
    </message>
    <message>
      <location filename="../../app/settings_wiring.py"></location>
      <source>Now: {place}. {why}</source>
      <translation>当前：{place}。{why}</translation>
    </message>
    <message>
      <location filename="../../app/settings_wiring.py"></location>
      <source>This holds from the next start on.</source>
      <translation>从下次启动起生效。</translation>
    </message>
    <message>
      <location filename="../../app/settings_wiring.py"></location>
      <source>Start again now, or go on and see it next time.</source>
      <translation>现在重新启动，或继续使用，下次启动时再看到变化。</translation>
    </message>
    <message>
      <location filename="../../app/settings_wiring.py"></location>
      <source>Start again</source>
      <translation>重新启动</translation>
    </message>
    <message>
      <location filename="../../app/settings_wiring.py"></location>
      <source>There is no program here that shows folders.</source>
      <translation>这里没有可以显示文件夹的程序。</translation>
    </message>
    <message>
      <location filename="../../app/settings_wiring.py"></location>
      <source>Your takes are not enrolled yet.</source>
      <translation>您的录音还没有注册。</translation>
    </message>
    <message>
      <location filename="../../app/settings_wiring.py"></location>
      <source>Enroll them first, or remove them from the list. Then choose the folder again.</source>
      <translation>请先注册它们，或从列表中移走。然后重新选择文件夹。</translation>
    </message>
    <message>
      <location filename="../../app/sound_wiring.py"></location>
      <source>Left from the last session, not enrolled: {takes}, {s:.1f} s.</source>
      <translation>上次留下的、尚未注册的：{takes}，{s:.1f} 秒。</translation>
    </message>
    <message>
      <location filename="../../app/sound_wiring.py"></location>
      <source>Use the recording for an enrollment, or discard it for good.</source>
      <translation>把录音用于注册，或彻底丢弃。</translation>
    </message>
    <message>
      <location filename="../../app/sound_wiring.py"></location>
      <source>Discard</source>
      <translation>丢弃</translation>
    </message>
    <message>
      <location filename="../../app/sound_wiring.py"></location>
      <source>Microphone: {name}</source>
      <translation>麦克风：{name}</translation>
    </message>
    <message>
      <location filename="../../app/sound_wiring.py"></location>
      <source>No microphone</source>
      <translation>没有麦克风</translation>
    </message>
    <message>
      <location filename="../../app/sound_wiring.py"></location>
      <source>One recording is compared at a time: only the first of {n} files was taken.</source>
      <translation>一次只比较一段录音：{n} 个文件中只取了第一个。</translation>
    </message>
    <message>
      <location filename="../../app/sound_wiring.py"></location>
      <source>Drop the next one when this one is done.</source>
      <translation>这一段完成后再拖入下一段。</translation>
    </message>
    <message>
      <location filename="../../app/sound_wiring.py"></location>
      <source>Reading {name} ({n} of {all})</source>
      <translation>正在读取 {name}（{n} / {all}）</translation>
    </message>
    <message>
      <location filename="../../app/sound_wiring.py"></location>
      <source>Reading recordings…</source>
      <translation>正在读取录音…</translation>
    </message>
    <message>
      <location filename="../../app/spectrogram_wiring.py"></location>
      <source>Two recordings are shown at a time: only the first two of {n} files were taken.</source>
      <translation>一次显示两段录音：{n} 个文件中只取了前两个。</translation>
    </message>
    <message>
      <location filename="../../app/spectrogram_wiring.py"></location>
      <source>Take one off the page to see another.</source>
      <translation>要看另一段，请先从页面上移走一段。</translation>
    </message>
    <message>
      <location filename="../../app/spectrogram_wiring.py"></location>
      <source>“{path}” is saved.</source>
      <translation>“{path}”已保存。</translation>
    </message>
    <message>
      <location filename="../../app/store/audit.py"></location>
      <source>The audit log was taken out of the gallery.</source>
      <translation>操作日志已被人从声音库中取走。</translation>
    </message>
    <message>
      <location filename="../../app/store/audit.py"></location>
      <source>Put back a copy of the gallery.</source>
      <translation>请放回声音库的副本。</translation>
    </message>
    <message>
      <location filename="../../app/store/audit.py"></location>
      <source>The end of the audit log was taken out of the gallery.</source>
      <translation>操作日志的末行标识已被人从声音库中取走。</translation>
    </message>
    <message>
      <location filename="../../app/store/copies.py"></location>
      <source>The change is saved, but the backup “{path}” still has what it replaced or removed.</source>
      <translation>更改已保存，但备份“{path}”中仍有被替换或删除的内容。</translation>
    </message>
    <message>
      <location filename="../../app/store/copies.py"></location>
      <source>The change is saved, but “{path}” may still name what it replaced or removed.</source>
      <translation>更改已保存，但“{path}”中可能仍有被替换或删除的名字。</translation>
    </message>
    <message>
      <location filename="../../app/store/copying.py"></location>
      <source>The gallery is in use by another program.</source>
      <translation>声音库正被另一个程序使用。</translation>
    </message>
    <message>
      <location filename="../../app/store/copying.py"></location>
      <source>Close that program, then try again.</source>
      <translation>请关闭那个程序，然后重试。</translation>
    </message>
    <message>
      <location filename="../../app/store/database.py"></location>
      <source>The gallery “{path}” is in use by another program.</source>
      <translation>声音库“{path}”正被另一个程序使用。</translation>
    </message>
    <message>
      <location filename="../../app/store/database.py"></location>
      <source>The gallery “{path}” is write-protected.</source>
      <translation>声音库“{path}”有写保护。</translation>
    </message>
    <message>
      <location filename="../../app/store/database.py"></location>
      <source>Make the file and its folder writable, then try again.</source>
      <translation>请让该文件及其文件夹可以写入，然后重试。</translation>
    </message>
    <message>
      <location filename="../../app/store/database.py"></location>
      <source>The disk is full, so nothing was saved.</source>
      <translation>磁盘已满，没有保存任何内容。</translation>
    </message>
    <message>
      <location filename="../../app/store/database.py"></location>
      <source>Free some space on the disk of “{path}”, then try again.</source>
      <translation>请在“{path}”所在的磁盘上腾出一些空间，然后重试。</translation>
    </message>
    <message>
      <location filename="../../app/store/database.py"></location>
      <source>The gallery “{path}” cannot be opened.</source>
      <translation>无法打开声音库“{path}”。</translation>
    </message>
    <message>
      <location filename="../../app/store/database.py"></location>
      <source>Check that its folder exists and is yours to write in.</source>
      <translation>请检查它的文件夹是否存在、您是否有权写入。</translation>
    </message>
    <message>
      <location filename="../../app/store/database.py"></location>
      <source>Move that file away to begin an empty gallery, or choose another data folder with --data.</source>
      <translation>请移走那个文件以开始一个空的声音库，或用 --data 另选数据文件夹。</translation>
    </message>
    <message>
      <location filename="../../app/store/database.py"></location>
      <source>The gallery “{path}” is damaged.</source>
      <translation>声音库“{path}”已损坏。</translation>
    </message>
    <message>
      <location filename="../../app/store/database.py"></location>
      <source>Put back a copy of it, or move it away to begin an empty one.</source>
      <translation>请放回它的副本，或移走它以开始一个空的声音库。</translation>
    </message>
    <message>
      <location filename="../../app/store/database.py"></location>
      <source>The disk failed while using the gallery “{path}”.</source>
      <translation>使用声音库“{path}”时磁盘出错。</translation>
    </message>
    <message>
      <location filename="../../app/store/database.py"></location>
      <source>Check the disk, then try again.</source>
      <translation>请检查磁盘，然后重试。</translation>
    </message>
    <message>
      <location filename="../../app/store/database.py"></location>
      <source>The change is saved, but what it replaced or removed is not yet wiped from the disk: another program is reading the gallery.</source>
      <translation>更改已保存，但被替换或删除的内容还没有从磁盘上擦除：另一个程序正在读取声音库。</translation>
    </message>
    <message>
      <location filename="../../app/store/database.py"></location>
      <source>Close that program, then start this one again to finish.</source>
      <translation>请关闭那个程序，再重新启动本程序来完成。</translation>
    </message>
    <message>
      <location filename="../../app/store/database.py"></location>
      <source>Choose another data folder with --data, or make this one writable.</source>
      <translation>请用 --data 另选数据文件夹，或让它可以写入。</translation>
    </message>
    <message>
      <location filename="../../app/store/database.py"></location>
      <source>The gallery “{path}” cannot be made: {reason}.</source>
      <translation>无法创建声音库“{path}”：{reason}。</translation>
    </message>
    <message>
      <location filename="../../app/store/database.py"></location>
      <source>Update this program, or choose another data folder with --data.</source>
      <translation>请更新本程序，或用 --data 另选数据文件夹。</translation>
    </message>
    <message>
      <location filename="../../app/store/database.py"></location>
      <source>The gallery “{path}” was made by a newer version of this program.</source>
      <translation>声音库“{path}”由本程序的更新版本创建。</translation>
    </message>
    <message>
      <location filename="../../app/store/moving.py"></location>
      <source>The copy of the gallery is not whole.</source>
      <translation>声音库的副本不完整。</translation>
    </message>
    <message>
      <location filename="../../app/store/moving.py"></location>
      <source>Check that disk, or choose another folder.</source>
      <translation>请检查那个磁盘，或选择另一个文件夹。</translation>
    </message>
    <message>
      <location filename="../../app/store/protection.py"></location>
      <source>This pass-phrase does not open the gallery.</source>
      <translation>这个口令打不开声音库。</translation>
    </message>
    <message>
      <location filename="../../app/store/protection.py"></location>
      <source>Type it again, capitals and spaces included. If you are sure of it, “{path}” is damaged or another program's: put back a backup.</source>
      <translation>请重新输入，包括大小写和空格。如果确定无误，那么“{path}”已损坏或属于别的程序：请放回备份。</translation>
    </message>
    <message>
      <location filename="../../app/tour_wiring.py"></location>
      <source>{voice} (sample voice)</source>
      <translation>{voice}（示例声音）</translation>
    </message>
    <message>
      <location filename="../../app/tour_wiring.py"></location>
      <source>There are takes on the Enroll page.</source>
      <translation>“注册”页上有录音。</translation>
    </message>
    <message>
      <location filename="../../app/tour_wiring.py"></location>
      <source>Enroll or remove them first: the tour uses that page.</source>
      <translation>请先注册或移走它们：导览要用那一页。</translation>
    </message>
    <message>
      <location filename="../../app/tour_wiring.py"></location>
      <source>See it work with sample voices</source>
      <translation>用示例声音看看怎么用</translation>
    </message>
    <message>
      <location filename="../../app/tour_wiring.py"></location>
      <source>In two minutes: enroll a voice, then compare two recordings with it. The voices are synthetic, nobody's. You can leave at any time.</source>
      <translation>两分钟：注册一个声音，再用两段录音与它比较。这些声音是合成的，不属于任何人。您可以随时离开。</translation>
    </message>
    <message>
      <location filename="../../app/tour_wiring.py"></location>
      <source>Begin</source>
      <translation>开始</translation>
    </message>
    <message>
      <location filename="../../app/tour_wiring.py"></location>
      <source>Three takes of a sample voice</source>
      <translation>示例声音的三段录音</translation>
    </message>
    <message>
      <location filename="../../app/tour_wiring.py"></location>
      <source>Name and takes are filled in, and the stars say how good each take is. A person is asked for consent first, in step 1; a synthetic voice has nobody to ask.</source>
      <translation>名字和录音已填好，星级表示每段录音有多好。对真人，要先在第 1 步征求同意；合成的声音没有人可问。</translation>
    </message>
    <message>
      <location filename="../../app/tour_wiring.py"></location>
      <source>Enroll it</source>
      <translation>注册它</translation>
    </message>
    <message>
      <location filename="../../app/tour_wiring.py"></location>
      <source>Another recording of the same voice</source>
      <translation>同一声音的另一段录音</translation>
    </message>
    <message>
      <location filename="../../app/tour_wiring.py"></location>
      <source>At the left the speaker who is asked about, at the right a recording that was not enrolled.</source>
      <translation>左边是要问的说话人，右边是一段没有注册的录音。</translation>
    </message>
    <message>
      <location filename="../../app/tour_wiring.py"></location>
      <source>Compare</source>
      <translation>比较</translation>
    </message>
    <message>
      <location filename="../../app/tour_wiring.py"></location>
      <source>The answer, with its reason</source>
      <translation>回答和理由</translation>
    </message>
    <message>
      <location filename="../../app/tour_wiring.py"></location>
      <source>The pointer on the scale is how much more likely the recording is if this speaker is talking. The dotted line is the operating point, where “supports” begins.</source>
      <translation>刻度上的指针表示：这个说话人在说话时，这段录音的可能性大多少。虚线是工作点，从那里开始算“支持”。</translation>
    </message>
    <message>
      <location filename="../../app/tour_wiring.py"></location>
      <source>Next</source>
      <translation>下一步</translation>
    </message>
    <message>
      <location filename="../../app/tour_wiring.py"></location>
      <source>A recording of another voice</source>
      <translation>另一个声音的录音</translation>
    </message>
    <message>
      <location filename="../../app/tour_wiring.py"></location>
      <source>The same speaker is asked about, but somebody else is talking.</source>
      <translation>问的是同一个说话人，但说话的是别人。</translation>
    </message>
    <message>
      <location filename="../../app/tour_wiring.py"></location>
      <source>Now the pointer is at the other side</source>
      <translation>现在指针在另一边</translation>
    </message>
    <message>
      <location filename="../../app/tour_wiring.py"></location>
      <source>Synthetic voices are easier to tell apart than people. Near the operating point, or with too little speech, the answer is “cannot tell”. F1 explains each page.</source>
      <translation>合成的声音比真人更容易分辨。在工作点附近，或语音太少时，回答是“无法判断”。F1 解释每一页。</translation>
    </message>
    <message>
      <location filename="../../app/tour_wiring.py"></location>
      <source>The sample voice is still enrolled</source>
      <translation>示例声音仍在注册中</translation>
    </message>
    <message>
      <location filename="../../app/tour_wiring.py"></location>
      <source>Remove it, or keep it to try more. The tour is in the menu (F10), whenever you like.</source>
      <translation>删除它，或保留它继续尝试。导览在菜单（F10）里，随时可用。</translation>
    </message>
    <message>
      <location filename="../../app/tour_wiring.py"></location>
      <source>Remove it</source>
      <translation>去掉口令</translation>
    </message>
    <message>
      <location filename="../../app/tour_wiring.py"></location>
      <source>Keep it</source>
      <translation>保留</translation>
    </message>
    <message>
      <location filename="../../app/verify_wiring.py"></location>
      <source>Writing the report…</source>
      <translation>正在写报告…</translation>
    </message>
    <message>
      <location filename="../../app/verify_wiring.py"></location>
      <source>Setting the operating point…</source>
      <translation>正在设置工作点…</translation>
    </message>
    <message>
      <location filename="../../app/verify_wiring.py"></location>
      <source>Comparing along the recording…</source>
      <translation>正在沿录音比较…</translation>
    </message>
    <message>
      <location filename="../../app/verify_wiring.py"></location>
      <source>The report is saved.</source>
      <translation>报告已保存。</translation>
    </message>
    <message>
      <location filename="../../app/verify_wiring.py"></location>
      <source>The history is saved as a table.</source>
      <translation>历史已保存为表格。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/analysis_panel.py"></location>
      <source>Stop</source>
      <translation>停止</translation>
    </message>
    <message>
      <location filename="../../app/widgets/analysis_panel.py"></location>
      <source>Play</source>
      <translation>播放</translation>
    </message>
    <message>
      <location filename="../../app/widgets/analysis_panel.py"></location>
      <source>Time, frequency and level at the crosshair: the mouse, or Shift and the arrows</source>
      <translation>十字线处的时间、频率和电平：用鼠标，或 Shift 加方向键</translation>
    </message>
    <message>
      <location filename="../../app/widgets/analysis_panel.py"></location>
      <source>Play or stop (Space)</source>
      <translation>播放或停止（空格键）</translation>
    </message>
    <message>
      <location filename="../../app/widgets/analysis_panel.py"></location>
      <source>Save the values of what is seen as a CSV table (Ctrl+E)</source>
      <translation>把所见数值保存为 CSV 表格（Ctrl+E）</translation>
    </message>
    <message>
      <location filename="../../app/widgets/analysis_panel.py"></location>
      <source>Choose another recording (Ctrl+O)</source>
      <translation>选择另一段录音（Ctrl+O）</translation>
    </message>
    <message>
      <location filename="../../app/widgets/analysis_panel.py"></location>
      <source>Take this recording off the page (Delete)</source>
      <translation>从页面上移走这段录音（Delete）</translation>
    </message>
    <message>
      <location filename="../../app/widgets/analysis_panel.py"></location>
      <source>Choose…</source>
      <translation>选择…</translation>
    </message>
    <message>
      <location filename="../../app/widgets/analysis_panel.py"></location>
      <source>Choose a recording (Ctrl+O)</source>
      <translation>选择一段录音（Ctrl+O）</translation>
    </message>
    <message>
      <location filename="../../app/widgets/analysis_settings.py"></location>
      <source>View</source>
      <translation>视图</translation>
    </message>
    <message>
      <location filename="../../app/widgets/analysis_settings.py"></location>
      <source>What is computed of each window of sound</source>
      <translation>对每个声音窗计算什么</translation>
    </message>
    <message>
      <location filename="../../app/widgets/analysis_settings.py"></location>
      <source>Window, ms</source>
      <translation>窗长，ms</translation>
    </message>
    <message>
      <location filename="../../app/widgets/analysis_settings.py"></location>
      <source>Longer windows tell frequencies apart, shorter ones moments; in milliseconds</source>
      <translation>较长的窗分辨频率，较短的窗分辨时刻；单位毫秒</translation>
    </message>
    <message>
      <location filename="../../app/widgets/analysis_settings.py"></location>
      <source>Hop, ms</source>
      <translation>帧移，ms</translation>
    </message>
    <message>
      <location filename="../../app/widgets/analysis_settings.py"></location>
      <source>Time from one window to the next, in milliseconds</source>
      <translation>从一个窗到下一个窗的时间，单位毫秒</translation>
    </message>
    <message>
      <location filename="../../app/widgets/analysis_settings.py"></location>
      <source>Colours</source>
      <translation>颜色</translation>
    </message>
    <message>
      <location filename="../../app/widgets/analysis_settings.py"></location>
      <source>The colours of quiet and loud</source>
      <translation>安静与响亮处的颜色</translation>
    </message>
    <message>
      <location filename="../../app/widgets/analysis_settings.py"></location>
      <source>Range of levels</source>
      <translation>电平范围</translation>
    </message>
    <message>
      <location filename="../../app/widgets/analysis_settings.py"></location>
      <source>The levels that get the darkest and the brightest colour. Arrow keys move a handle, up and down choose which.</source>
      <translation>最暗和最亮颜色对应的电平。左右方向键移动滑块，上下方向键选择滑块。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/analysis_settings.py"></location>
      <source>{low} to {high} dB</source>
      <translation>{low} 到 {high} dB</translation>
    </message>
    <message>
      <location filename="../../app/widgets/analysis_settings.py"></location>
      <source>Power (STFT)</source>
      <translation>功率（STFT）</translation>
    </message>
    <message>
      <location filename="../../app/widgets/analysis_settings.py"></location>
      <source>Mel bands</source>
      <translation>梅尔频带</translation>
    </message>
    <message>
      <location filename="../../app/widgets/analysis_settings.py"></location>
      <source>Cepstrum (MFCC)</source>
      <translation>倒谱（MFCC）</translation>
    </message>
    <message>
      <location filename="../../app/widgets/analysis_settings.py"></location>
      <source>Magma</source>
      <translation>岩浆 Magma</translation>
    </message>
    <message>
      <location filename="../../app/widgets/analysis_settings.py"></location>
      <source>Viridis</source>
      <translation>翠绿 Viridis</translation>
    </message>
    <message>
      <location filename="../../app/widgets/analysis_settings.py"></location>
      <source>Grey</source>
      <translation>灰度</translation>
    </message>
    <message>
      <location filename="../../app/widgets/analysis_settings.py"></location>
      <source>Zoom out</source>
      <translation>缩小</translation>
    </message>
    <message>
      <location filename="../../app/widgets/analysis_settings.py"></location>
      <source>See more time (−; the wheel, with Ctrl frequency)</source>
      <translation>看更长时间（−；滚轮，按住 Ctrl 缩放频率）</translation>
    </message>
    <message>
      <location filename="../../app/widgets/analysis_settings.py"></location>
      <source>Zoom in</source>
      <translation>放大</translation>
    </message>
    <message>
      <location filename="../../app/widgets/analysis_settings.py"></location>
      <source>See less time (+; the wheel, with Ctrl frequency)</source>
      <translation>看更短时间（+；滚轮，按住 Ctrl 缩放频率）</translation>
    </message>
    <message>
      <location filename="../../app/widgets/analysis_settings.py"></location>
      <source>See all</source>
      <translation>看全部</translation>
    </message>
    <message>
      <location filename="../../app/widgets/analysis_settings.py"></location>
      <source>See all of it (F)</source>
      <translation>看全部（F）</translation>
    </message>
    <message>
      <location filename="../../app/widgets/analysis_settings.py"></location>
      <source>Levels</source>
      <translation>电平</translation>
    </message>
    <message>
      <location filename="../../app/widgets/analysis_settings.py"></location>
      <source>Zoom</source>
      <translation>缩放</translation>
    </message>
    <message>
      <location filename="../../app/widgets/analysis_view.py"></location>
      <source>kHz</source>
      <translation>kHz</translation>
    </message>
    <message>
      <location filename="../../app/widgets/analysis_view.py"></location>
      <source>coefficient</source>
      <translation>系数</translation>
    </message>
    <message>
      <location filename="../../app/widgets/analysis_view.py"></location>
      <source>Colour: level in dB re full scale</source>
      <translation>颜色：相对满刻度的电平，单位 dB</translation>
    </message>
    <message>
      <location filename="../../app/widgets/analysis_view.py"></location>
      <source>Colour: coefficients, dB</source>
      <translation>颜色：系数，单位 dB</translation>
    </message>
    <message>
      <location filename="../../app/widgets/ask_panel.py"></location>
      <source>Name of the new speaker</source>
      <translation>新说话人的名字</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_dialog.py"></location>
      <source>What was done, the latest first</source>
      <translation>做过的操作，最近的在前</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_dialog.py"></location>
      <source>What to show</source>
      <translation>显示什么</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_dialog.py"></location>
      <source>Everything</source>
      <translation>全部</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_dialog.py"></location>
      <source>Search the log (Ctrl+F)</source>
      <translation>搜索日志（Ctrl+F）</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_dialog.py"></location>
      <source>Search the log</source>
      <translation>搜索日志</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_dialog.py"></location>
      <source>Export…</source>
      <translation>导出…</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_dialog.py"></location>
      <source>Save the lines that are shown, as CSV or JSON (Ctrl+S)</source>
      <translation>把显示的行存为 CSV 或 JSON（Ctrl+S）</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_dialog.py"></location>
      <source>Check again</source>
      <translation>重新检查</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_dialog.py"></location>
      <source>Read the log anew and check that it is whole (F5)</source>
      <translation>重新读取日志并检查是否完整（F5）</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_dialog.py"></location>
      <source>The log is whole: no line was edited, removed or moved. Lines: {n}.</source>
      <translation>日志完整：没有任何一行被修改、删除或移动。行数：{n}。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_dialog.py"></location>
      <source>The log is not whole. {problems}</source>
      <translation>日志不完整。{problems}</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_dialog.py"></location>
      <source>Tables (*.csv);;JSON (*.json)</source>
      <translation>表格 (*.csv);;JSON (*.json)</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_dialog.py"></location>
      <source>Export the log</source>
      <translation>导出日志</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_dialog.py"></location>
      <source>Checking…</source>
      <translation>正在检查…</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_dialog.py"></location>
      <source>{n} of {all} lines</source>
      <translation>{n} / {all} 行</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_dialog.py"></location>
      <source>Nothing was done yet.</source>
      <translation>还没有做过任何操作。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_dialog.py"></location>
      <source>All that was done with voices in this program, line by line. Names stand here while their speakers are enrolled; the log itself keeps none, and no voice.</source>
      <translation>在本程序中对声音做过的一切，逐行列出。说话人注册期间，这里显示其名字；日志本身不保存名字，也不保存声音。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_dialog.py"></location>
      <source>Number and hash of the last line. Noted down elsewhere, it shows a log that was made anew.</source>
      <translation>最后一行的编号和哈希值。记在别处，就能看出日志是否被重新生成过。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_dialog.py"></location>
      <source>Head of the log</source>
      <translation>日志的末行标识</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_dialog.py"></location>
      <source>Head</source>
      <translation>末行标识</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_table.py"></location>
      <source>Line</source>
      <translation>行</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_table.py"></location>
      <source>Time</source>
      <translation>时间</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_table.py"></location>
      <source>What</source>
      <translation>操作</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_table.py"></location>
      <source>Speaker</source>
      <translation>说话人</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_table.py"></location>
      <source>Enrolled</source>
      <comment>event</comment>
      <translation>注册</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_table.py"></location>
      <source>Takes added</source>
      <translation>添加录音</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_table.py"></location>
      <source>Consent given</source>
      <translation>给出同意</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_table.py"></location>
      <source>Verified</source>
      <translation>验证</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_table.py"></location>
      <source>Identified</source>
      <translation>辨认</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_table.py"></location>
      <source>Renamed</source>
      <translation>改名</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_table.py"></location>
      <source>Notes or tags</source>
      <translation>备注或标签</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_table.py"></location>
      <source>Merged</source>
      <translation>合并</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_table.py"></location>
      <source>Split off</source>
      <translation>拆分</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_table.py"></location>
      <source>Takes moved</source>
      <translation>移动录音</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_table.py"></location>
      <source>Takes removed</source>
      <translation>删除录音</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_table.py"></location>
      <source>Removed</source>
      <translation>删除</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_table.py"></location>
      <source>Undone</source>
      <translation>撤销</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_table.py"></location>
      <source>Templates made</source>
      <translation>生成模板</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_table.py"></location>
      <source>Templates removed</source>
      <translation>删除模板</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_table.py"></location>
      <source>Model in use</source>
      <translation>使用的模型</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_table.py"></location>
      <source>Model calibrated</source>
      <translation>校准模型</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_table.py"></location>
      <source>Pass-phrase</source>
      <translation>口令</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_table.py"></location>
      <source>Exported</source>
      <translation>导出</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_table.py"></location>
      <source>Backup put back</source>
      <translation>恢复备份</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_table.py"></location>
      <source>Clock set back</source>
      <translation>时钟回拨</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_table.py"></location>
      <source>file of: {value}</source>
      <translation>文件内容：{value}</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_table.py"></location>
      <source>rows: {value}</source>
      <translation>行数：{value}</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_table.py"></location>
      <source>takes: {value}</source>
      <translation>录音：{value}</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_table.py"></location>
      <source>speakers: {value}</source>
      <translation>说话人：{value}</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_table.py"></location>
      <source>trials: {value}</source>
      <translation>试验：{value}</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_table.py"></location>
      <source>operating point: LLR {value}</source>
      <translation>工作点：LLR {value}</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_table.py"></location>
      <source>LLR {value}</source>
      <translation>LLR {value}</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_table.py"></location>
      <source>prior {value}</source>
      <translation>先验 {value}</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_table.py"></location>
      <source>cost of a miss {value}</source>
      <translation>漏报代价 {value}</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_table.py"></location>
      <source>cost of a false accept {value}</source>
      <translation>误认代价 {value}</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_table.py"></location>
      <source>until {value}</source>
      <translation>到 {value}</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_table.py"></location>
      <source>text, version {value}</source>
      <translation>文本版本 {value}</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_table.py"></location>
      <source>before: {value}</source>
      <translation>之前：{value}</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_table.py"></location>
      <source>by {value}</source>
      <translation>由 {value}</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_table.py"></location>
      <source>of line {value}</source>
      <translation>第 {value} 行的</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_table.py"></location>
      <source>from speaker {value}</source>
      <translation>来自说话人 {value}</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_table.py"></location>
      <source>with {value}</source>
      <translation>并入 {value}</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_table.py"></location>
      <source>in place of a log that ended at {value}</source>
      <translation>取代末行为 {value} 的日志</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_table.py"></location>
      <source>by {value} s</source>
      <translation>{value} 秒</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_table.py"></location>
      <source>unreadable: {value}</source>
      <translation>无法读取：{value}</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_table.py"></location>
      <source>supports</source>
      <translation>支持</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_table.py"></location>
      <source>does not support</source>
      <translation>不支持</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_table.py"></location>
      <source>cannot tell</source>
      <translation>无法判断</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_table.py"></location>
      <source>set</source>
      <translation>设置</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_table.py"></location>
      <source>changed</source>
      <translation>更改</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_table.py"></location>
      <source>removed</source>
      <translation>去掉</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_table.py"></location>
      <source>history</source>
      <translation>历史</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_table.py"></location>
      <source>answers</source>
      <translation>回答</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_table.py"></location>
      <source>this log</source>
      <translation>本日志</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_table.py"></location>
      <source>evaluation</source>
      <translation>评估</translation>
    </message>
    <message>
      <location filename="../../app/widgets/audit_table.py"></location>
      <source>gone · {id}</source>
      <translation>已删除 · {id}</translation>
    </message>
    <message>
      <location filename="../../app/widgets/batch_panel.py"></location>
      <source>Drop recordings or a folder here, and each is compared with everybody</source>
      <translation>把录音或文件夹拖到这里，每段都与所有人比较</translation>
    </message>
    <message>
      <location filename="../../app/widgets/batch_panel.py"></location>
      <source>Choose files…</source>
      <translation>选择文件…</translation>
    </message>
    <message>
      <location filename="../../app/widgets/batch_panel.py"></location>
      <source>Choose folder…</source>
      <translation>选择文件夹…</translation>
    </message>
    <message>
      <location filename="../../app/widgets/batch_panel.py"></location>
      <source>Every recording in a folder and below it (F)</source>
      <translation>文件夹及其下的所有录音（F）</translation>
    </message>
    <message>
      <location filename="../../app/widgets/batch_panel.py"></location>
      <source>Save table…</source>
      <translation>保存表格…</translation>
    </message>
    <message>
      <location filename="../../app/widgets/batch_panel.py"></location>
      <source>As CSV, for a spreadsheet (Ctrl+S)</source>
      <translation>存为 CSV，供电子表格使用（Ctrl+S）</translation>
    </message>
    <message>
      <location filename="../../app/widgets/batch_panel.py"></location>
      <source>Table (*.csv)</source>
      <translation>表格 (*.csv)</translation>
    </message>
    <message>
      <location filename="../../app/widgets/batch_panel.py"></location>
      <source>Save the table</source>
      <translation>保存表格</translation>
    </message>
    <message>
      <location filename="../../app/widgets/batch_panel.py"></location>
      <source>{n:,} supported</source>
      <translation>{n:,} 个支持</translation>
    </message>
    <message>
      <location filename="../../app/widgets/batch_panel.py"></location>
      <source>{n:,} unknown</source>
      <translation>{n:,} 个未知</translation>
    </message>
    <message>
      <location filename="../../app/widgets/batch_panel.py"></location>
      <source>{n:,} cannot be told</source>
      <translation>{n:,} 个无法判断</translation>
    </message>
    <message>
      <location filename="../../app/widgets/batch_panel.py"></location>
      <source>{n:,} not usable</source>
      <translation>{n:,} 个不可用</translation>
    </message>
    <message>
      <location filename="../../app/widgets/batch_panel.py"></location>
      <source>{n:,} waiting</source>
      <translation>{n:,} 个等待中</translation>
    </message>
    <message>
      <location filename="../../app/widgets/batch_panel.py"></location>
      <source>No recordings yet</source>
      <translation>还没有录音</translation>
    </message>
    <message>
      <location filename="../../app/widgets/batch_table.py"></location>
      <source>Best candidate</source>
      <translation>最佳候选</translation>
    </message>
    <message>
      <location filename="../../app/widgets/batch_table.py"></location>
      <source>LLR</source>
      <translation>LLR</translation>
    </message>
    <message>
      <location filename="../../app/widgets/batch_table.py"></location>
      <source>Margin</source>
      <translation>差距</translation>
    </message>
    <message>
      <location filename="../../app/widgets/batch_table.py"></location>
      <source>Verdict</source>
      <translation>结论</translation>
    </message>
    <message>
      <location filename="../../app/widgets/batch_table.py"></location>
      <source>Reason</source>
      <translation>理由</translation>
    </message>
    <message>
      <location filename="../../app/widgets/batch_table.py"></location>
      <source>The file, as it is called below the chosen folder</source>
      <translation>文件在所选文件夹下的名字</translation>
    </message>
    <message>
      <location filename="../../app/widgets/batch_table.py"></location>
      <source>The enrolled speaker whose voice is most similar</source>
      <translation>声音最相似的已注册说话人</translation>
    </message>
    <message>
      <location filename="../../app/widgets/batch_table.py"></location>
      <source>Natural logarithm of how much more likely the recording is if the best candidate talks</source>
      <translation>如果最佳候选在说话，这段录音的可能性是多少倍（自然对数）</translation>
    </message>
    <message>
      <location filename="../../app/widgets/batch_table.py"></location>
      <source>By how much the best candidate's score is above the runner-up's</source>
      <translation>最佳候选的分数比第二名高多少</translation>
    </message>
    <message>
      <location filename="../../app/widgets/batch_table.py"></location>
      <source>What follows for the best candidate at the operating point</source>
      <translation>在工作点上，对最佳候选得出什么结论</translation>
    </message>
    <message>
      <location filename="../../app/widgets/batch_table.py"></location>
      <source>Why, or what is wrong with the file</source>
      <translation>为什么，或文件有什么问题</translation>
    </message>
    <message>
      <location filename="../../app/widgets/batch_table.py"></location>
      <source>waiting</source>
      <translation>等待中</translation>
    </message>
    <message>
      <location filename="../../app/widgets/batch_table.py"></location>
      <source>not usable</source>
      <translation>不可用</translation>
    </message>
    <message>
      <location filename="../../app/widgets/batch_table.py"></location>
      <source>–</source>
      <translation>–</translation>
    </message>
    <message>
      <location filename="../../app/widgets/batch_table.py"></location>
      <source>unknown</source>
      <translation>未知</translation>
    </message>
    <message>
      <location filename="../../app/widgets/batch_table.py"></location>
      <source>Recordings</source>
      <translation>录音</translation>
    </message>
    <message>
      <location filename="../../app/widgets/batch_table.py"></location>
      <source>{name}: {reason}</source>
      <translation>{name}：{reason}</translation>
    </message>
    <message>
      <location filename="../../app/widgets/candidate_table.py"></location>
      <source>Candidate</source>
      <translation>候选</translation>
    </message>
    <message>
      <location filename="../../app/widgets/candidate_table.py"></location>
      <source>Score</source>
      <translation>分数</translation>
    </message>
    <message>
      <location filename="../../app/widgets/candidate_table.py"></location>
      <source>The enrolled speakers, the most similar voice first</source>
      <translation>已注册的说话人，声音最相似的在前</translation>
    </message>
    <message>
      <location filename="../../app/widgets/candidate_table.py"></location>
      <source>How far the score is above or below the threshold, the dotted line, where a stranger is as likely</source>
      <translation>分数高于或低于阈值多少；虚线处，陌生人有同样的可能</translation>
    </message>
    <message>
      <location filename="../../app/widgets/candidate_table.py"></location>
      <source>Mean cosine to the speaker's takes; with a cohort, how far it is above what is usual</source>
      <translation>与说话人各段录音的平均余弦；有参照人群时，为高出通常值多少</translation>
    </message>
    <message>
      <location filename="../../app/widgets/candidate_table.py"></location>
      <source>Natural logarithm of how much more likely the recording is if this speaker talks</source>
      <translation>如果这个说话人在说话，这段录音的可能性是多少倍（自然对数）</translation>
    </message>
    <message>
      <location filename="../../app/widgets/candidate_table.py"></location>
      <source>Unknown</source>
      <translation>未知</translation>
    </message>
    <message>
      <location filename="../../app/widgets/candidate_table.py"></location>
      <source>Candidates</source>
      <translation>候选</translation>
    </message>
    <message>
      <location filename="../../app/widgets/candidate_table.py"></location>
      <source>All candidates</source>
      <translation>所有候选</translation>
    </message>
    <message>
      <location filename="../../app/widgets/candidate_table.py"></location>
      <source>All candidates, or the best ones only (A)</source>
      <translation>所有候选，或只看最好的（A）</translation>
    </message>
    <message>
      <location filename="../../app/widgets/candidate_table.py"></location>
      <source>The best {n} only</source>
      <translation>只看最好的 {n} 个</translation>
    </message>
    <message>
      <location filename="../../app/widgets/candidate_table.py"></location>
      <source>All {all:,} candidates</source>
      <translation>所有 {all:,} 个候选</translation>
    </message>
    <message>
      <location filename="../../app/widgets/candidate_table.py"></location>
      <source>Unknown: {reason}</source>
      <translation>未知：{reason}</translation>
    </message>
    <message>
      <location filename="../../app/widgets/compare_stage.py"></location>
      <source>Drop a recording here, or press the microphone to see live sound</source>
      <translation>把一段录音拖到这里，或按麦克风按钮看实时声音</translation>
    </message>
    <message>
      <location filename="../../app/widgets/compare_stage.py"></location>
      <source>Drop another recording here to see both in step</source>
      <translation>再拖一段录音到这里，同步观看两段</translation>
    </message>
    <message>
      <location filename="../../app/widgets/compare_stage.py"></location>
      <source>Drop a second recording here</source>
      <translation>把第二段录音拖到这里</translation>
    </message>
    <message>
      <location filename="../../app/widgets/compare_stage.py"></location>
      <source>Drop a second recording here to see both in step</source>
      <translation>把第二段录音拖到这里，同步观看两段</translation>
    </message>
    <message>
      <location filename="../../app/widgets/consent_form.py"></location>
      <source>The speakers agree</source>
      <translation>这些说话人同意</translation>
    </message>
    <message>
      <location filename="../../app/widgets/consent_form.py"></location>
      <source>The speaker agrees</source>
      <translation>说话人同意</translation>
    </message>
    <message>
      <location filename="../../app/widgets/consent_form.py"></location>
      <source>Tick it when they have agreed to the text below (C)</source>
      <translation>他们同意下面的文字后勾选（C）</translation>
    </message>
    <message>
      <location filename="../../app/widgets/consent_form.py"></location>
      <source>To enroll, tick the consent.</source>
      <translation>要注册，请勾选同意。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/consent_form.py"></location>
      <source>To enroll, say who asks for the consent.</source>
      <translation>要注册，请写明谁征求了同意。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/consent_form.py"></location>
      <source>It holds until {day}; then nothing is compared with their voice any more.</source>
      <translation>有效期到 {day}；之后不会再与其声音比较。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/consent_form.py"></location>
      <source>It holds until the speaker withdraws it.</source>
      <translation>在说话人撤回之前一直有效。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/consent_form.py"></location>
      <source>Asked by</source>
      <translation>征求人</translation>
    </message>
    <message>
      <location filename="../../app/widgets/consent_form.py"></location>
      <source>Who asked the speaker for their consent</source>
      <translation>谁向说话人征求了同意</translation>
    </message>
    <message>
      <location filename="../../app/widgets/consent_form.py"></location>
      <source>Who asked for the consent</source>
      <translation>谁征求了同意</translation>
    </message>
    <message>
      <location filename="../../app/widgets/crash_window.py"></location>
      <source>Details – GluonAR Desktop</source>
      <translation>详情 – GluonAR Desktop</translation>
    </message>
    <message>
      <location filename="../../app/widgets/crash_window.py"></location>
      <source>Something went wrong in the program itself.</source>
      <translation>程序本身出了问题。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/crash_window.py"></location>
      <source>The program goes on. What was enrolled is stored, and what you record is on the disk while you speak. To report this, copy the text below; read it first, names of speakers or files may be in it.</source>
      <translation>程序会继续运行。已注册的内容都已保存，您说话时录音就写入磁盘。要报告这个问题，请复制下面的文字；请先读一遍，其中可能有说话人或文件的名字。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/crash_window.py"></location>
      <source>Copy</source>
      <translation>复制</translation>
    </message>
    <message>
      <location filename="../../app/widgets/crash_window.py"></location>
      <source>Copy all of it (Ctrl+C)</source>
      <translation>全部复制（Ctrl+C）</translation>
    </message>
    <message>
      <location filename="../../app/widgets/crash_window.py"></location>
      <source>Show the log</source>
      <translation>显示日志</translation>
    </message>
    <message>
      <location filename="../../app/widgets/crash_window.py"></location>
      <source>Close</source>
      <translation>关闭</translation>
    </message>
    <message>
      <location filename="../../app/widgets/crash_window.py"></location>
      <source>Go on working (Esc)</source>
      <translation>继续工作（Esc）</translation>
    </message>
    <message>
      <location filename="../../app/widgets/damage_gate.py"></location>
      <source>GluonAR Desktop, damaged gallery</source>
      <translation>GluonAR Desktop，声音库已损坏</translation>
    </message>
    <message>
      <location filename="../../app/widgets/damage_gate.py"></location>
      <source>The gallery is damaged</source>
      <translation>声音库已损坏</translation>
    </message>
    <message>
      <location filename="../../app/widgets/damage_gate.py"></location>
      <source>Parts of “{path}” are not what was saved. It stays as it is until you put a copy in its place.</source>
      <translation>“{path}”的一部分不是当初保存的内容。在您放回副本之前，它保持原样。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/damage_gate.py"></location>
      <source>Looking for the newest backup…</source>
      <translation>正在查找最新的备份…</translation>
    </message>
    <message>
      <location filename="../../app/widgets/damage_gate.py"></location>
      <source>The newest backup that is whole: {when}</source>
      <translation>最新的完好备份：{when}</translation>
    </message>
    <message>
      <location filename="../../app/widgets/damage_gate.py"></location>
      <source>Speakers: {n}, recordings: {takes}. What you changed after it is not in it. The damaged file is kept in “{folder}” until you next remove or rename somebody.</source>
      <translation>说话人：{n}，录音：{takes}。您在它之后的更改不在其中。损坏的文件会保留在“{folder}”中，直到您下一次删除某人或给某人改名。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/damage_gate.py"></location>
      <source>The copy that you chose is whole: {when}</source>
      <translation>您选择的副本完好：{when}</translation>
    </message>
    <message>
      <location filename="../../app/widgets/damage_gate.py"></location>
      <source>Speakers: {n}, recordings: {takes}. What you changed after it is not in it, and whoever you removed since is there again. The damaged file is kept in “{folder}” until you next remove or rename somebody.</source>
      <translation>说话人：{n}，录音：{takes}。您在它之后的更改不在其中，此后您删除的人会重新出现。损坏的文件会保留在“{folder}”中，直到您下一次删除某人或给某人改名。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/damage_gate.py"></location>
      <source>The copy is back</source>
      <translation>副本已放回</translation>
    </message>
    <message>
      <location filename="../../app/widgets/damage_gate.py"></location>
      <source>Speakers: {n}, recordings: {takes}, as of {when}.</source>
      <translation>说话人：{n}，录音：{takes}，截至 {when}。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/damage_gate.py"></location>
      <source>The damaged file is kept until you next remove or rename somebody: {path}</source>
      <translation>损坏的文件会保留到您下一次删除某人或给某人改名为止：{path}</translation>
    </message>
    <message>
      <location filename="../../app/widgets/damage_gate.py"></location>
      <source>Put this copy back</source>
      <translation>放回此副本</translation>
    </message>
    <message>
      <location filename="../../app/widgets/damage_gate.py"></location>
      <source>Put this copy in the place of the damaged gallery (Enter)</source>
      <translation>用此副本取代损坏的声音库（Enter）</translation>
    </message>
    <message>
      <location filename="../../app/widgets/damage_gate.py"></location>
      <source>Choose another copy…</source>
      <translation>选择其他副本…</translation>
    </message>
    <message>
      <location filename="../../app/widgets/damage_gate.py"></location>
      <source>Choose a backup that you saved yourself (Ctrl+O)</source>
      <translation>选择您自己保存的备份（Ctrl+O）</translation>
    </message>
    <message>
      <location filename="../../app/widgets/damage_gate.py"></location>
      <source>Open the gallery</source>
      <translation>打开声音库</translation>
    </message>
    <message>
      <location filename="../../app/widgets/damage_gate.py"></location>
      <source>Start the program (Enter)</source>
      <translation>启动程序（Enter）</translation>
    </message>
    <message>
      <location filename="../../app/widgets/damage_gate.py"></location>
      <source>Quit</source>
      <translation>退出</translation>
    </message>
    <message>
      <location filename="../../app/widgets/damage_gate.py"></location>
      <source>End the program; nothing is changed (Ctrl+Q)</source>
      <translation>结束程序；不做任何更改（Ctrl+Q）</translation>
    </message>
    <message>
      <location filename="../../app/widgets/dropping.py"></location>
      <source>Recordings and videos (*.wav *.flac *.mp3 *.m4a *.aac *.ogg *.opus *.aif *.aiff *.caf *.amr *.mp4 *.mov *.mkv *.webm);;All files (*)</source>
      <translation>录音和视频 (*.wav *.flac *.mp3 *.m4a *.aac *.ogg *.opus *.aif *.aiff *.caf *.amr *.mp4 *.mov *.mkv *.webm);;所有文件 (*)</translation>
    </message>
    <message>
      <location filename="../../app/widgets/dropping.py"></location>
      <source>Choose recordings</source>
      <translation>选择录音</translation>
    </message>
    <message>
      <location filename="../../app/widgets/dropping.py"></location>
      <source>Audio or video: WAV, FLAC, MP3, M4A, Ogg, Opus, MP4, MOV, MKV</source>
      <translation>音频或视频：WAV、FLAC、MP3、M4A、Ogg、Opus、MP4、MOV、MKV</translation>
    </message>
    <message>
      <location filename="../../app/widgets/evaluation_panes.py"></location>
      <source>Receiver operating characteristic: what each threshold accepts of the trials of the same speaker,
against what it accepts of those of different ones. The nearer to the upper left, the better.</source>
      <translation>受试者工作特征：每个阈值接受了多少同一说话人的试验，
又接受了多少不同说话人的试验。越靠左上越好。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/evaluation_panes.py"></location>
      <source>ROC</source>
      <translation>ROC</translation>
    </message>
    <message>
      <location filename="../../app/widgets/evaluation_panes.py"></location>
      <source>False accepts (%)</source>
      <translation>错误接受 (%)</translation>
    </message>
    <message>
      <location filename="../../app/widgets/evaluation_panes.py"></location>
      <source>True accepts (%)</source>
      <translation>正确接受 (%)</translation>
    </message>
    <message>
      <location filename="../../app/widgets/evaluation_panes.py"></location>
      <source>Detection error trade-off: both errors at each threshold, on axes that show small rates large.
The nearer to the lower left, the better; on the dotted line both are equal.</source>
      <translation>检测错误权衡：每个阈值上的两种错误，坐标轴放大小的比率。
越靠左下越好；虚线上两者相等。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/evaluation_panes.py"></location>
      <source>DET</source>
      <translation>DET</translation>
    </message>
    <message>
      <location filename="../../app/widgets/evaluation_panes.py"></location>
      <source>False rejects (%)</source>
      <translation>错误拒绝 (%)</translation>
    </message>
    <message>
      <location filename="../../app/widgets/evaluation_panes.py"></location>
      <source>No overlap, no curve</source>
      <translation>没有重叠，没有曲线</translation>
    </message>
    <message>
      <location filename="../../app/widgets/evaluation_panes.py"></location>
      <source>How the trials of the same speaker and those of different speakers are spread: the less they overlap,
the better. LLR: log-likelihood ratio, natural logarithm.</source>
      <translation>同一说话人与不同说话人的试验如何分布：重叠越少
越好。LLR：对数似然比，自然对数。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/evaluation_panes.py"></location>
      <source>Scores</source>
      <translation>分数</translation>
    </message>
    <message>
      <location filename="../../app/widgets/evaluation_panes.py"></location>
      <source>Trials of a kind (%)</source>
      <translation>该类试验 (%)</translation>
    </message>
    <message>
      <location filename="../../app/widgets/evaluation_panes.py"></location>
      <source>What the log-likelihood ratios promise at even odds, and in how many trials it was the same speaker.
On the dotted line they can be taken at their word; above it they promise too little, below too much.</source>
      <translation>对数似然比在均等先验下承诺的概率，以及其中有多少试验确是同一说话人。
在虚线上，它们可以照单全收；在其上方承诺偏低，在其下方承诺偏高。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/evaluation_panes.py"></location>
      <source>Promised chance (%)</source>
      <translation>承诺的概率 (%)</translation>
    </message>
    <message>
      <location filename="../../app/widgets/evaluation_panes.py"></location>
      <source>What came true (%)</source>
      <translation>实际发生 (%)</translation>
    </message>
    <message>
      <location filename="../../app/widgets/evaluation_panes.py"></location>
      <source>Not calibrated</source>
      <translation>未校准</translation>
    </message>
    <message>
      <location filename="../../app/widgets/evaluation_plots.py"></location>
      <source>Curves of the evaluation</source>
      <translation>评估曲线</translation>
    </message>
    <message>
      <location filename="../../app/widgets/evaluation_plots.py"></location>
      <source>same speaker</source>
      <translation>同一说话人</translation>
    </message>
    <message>
      <location filename="../../app/widgets/evaluation_plots.py"></location>
      <source>different speakers</source>
      <translation>不同说话人</translation>
    </message>
    <message>
      <location filename="../../app/widgets/evaluation_plots.py"></location>
      <source>operating point</source>
      <translation>工作点</translation>
    </message>
    <message>
      <location filename="../../app/widgets/evaluation_view.py"></location>
      <source>Use this point</source>
      <translation>使用这一点</translation>
    </message>
    <message>
      <location filename="../../app/widgets/evaluation_view.py"></location>
      <source>Trials: pairs of a speaker, or a recording, and a recording that is compared with it.
Those without a verdict are counted in all figures, as if they had one.
Intervals: the figures in 95 of 100 random draws of these speakers.</source>
      <translation>试验：一个说话人（或一段录音）与一段与之比较的录音成对。
没有结论的试验也计入所有数值，如同有结论一样。
区间：在这些说话人的 100 次随机抽取中，95 次的数值落在其中。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/evaluation_view.py"></location>
      <source>Gallery, each take held out</source>
      <translation>声音库，每段录音依次取出</translation>
    </message>
    <message>
      <location filename="../../app/widgets/evaluation_view.py"></location>
      <source>false accepts {accepts}, false rejects {rejects}</source>
      <translation>错误接受 {accepts}，错误拒绝 {rejects}</translation>
    </message>
    <message>
      <location filename="../../app/widgets/evaluation_view.py"></location>
      <source>Where “supports” begins, on every page, from the next answer on (U; or click on a curve, or drag)</source>
      <translation>从下一次回答起，所有页面从哪里开始算“支持”（U；或点击曲线，或拖动）</translation>
    </message>
    <message>
      <location filename="../../app/widgets/evaluation_view.py"></location>
      <source>The model is not calibrated: its scores are no log-likelihood ratios, so none can be chosen</source>
      <translation>模型没有校准：它的分数不是对数似然比，因此无法选择</translation>
    </message>
    <message>
      <location filename="../../app/widgets/evaluation_view.py"></location>
      <source>At this threshold: shares of the trials of different speakers that it accepts, and of those of
the same speaker that it rejects. Move the mouse over a plot, or press the left and right arrow.</source>
      <translation>在这个阈值上：不同说话人的试验中被接受的比例，以及
同一说话人的试验中被拒绝的比例。把鼠标移到图上，或按左右方向键。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/evaluation_view.py"></location>
      <source>Point at a curve to read a threshold.</source>
      <translation>指向曲线以读取阈值。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/evaluation_view.py"></location>
      <source>Score {threshold}: {rates}</source>
      <translation>分数 {threshold}：{rates}</translation>
    </message>
    <message>
      <location filename="../../app/widgets/evaluation_view.py"></location>
      <source>LLR {threshold}: {rates}</source>
      <translation>LLR {threshold}：{rates}</translation>
    </message>
    <message>
      <location filename="../../app/widgets/evaluation_view.py"></location>
      <source>Operating point LLR {threshold}: {rates}</source>
      <translation>工作点 LLR {threshold}：{rates}</translation>
    </message>
    <message>
      <location filename="../../app/widgets/evaluation_view.py"></location>
      <source>{model}: {accepts}, {rejects}</source>
      <translation>{model}：{accepts}，{rejects}</translation>
    </message>
    <message>
      <location filename="../../app/widgets/evaluation_view.py"></location>
      <source>{target:,} trials of the same speaker, {impostor:,} of different ones, from {n:,} recordings.</source>
      <translation>{target:,} 个同一说话人的试验，{impostor:,} 个不同说话人的试验，来自 {n:,} 段录音。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/evaluation_view.py"></location>
      <source>{share} of them would get no verdict: too little speech, clipping or noise.</source>
      <translation>其中 {share} 得不出结论：语音太少、削波或有噪声。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/evaluation_view.py"></location>
      <source>Only {n} speakers: the intervals say little about others.</source>
      <translation>只有 {n} 个说话人：这些区间对其他人说明不了什么。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/evaluation_view.py"></location>
      <source>Trials left out, not usable: {n:,}</source>
      <translation>略去的试验，不可用：{n:,}</translation>
    </message>
    <message>
      <location filename="../../app/widgets/evaluation_view.py"></location>
      <source>Takes left out, not usable: {n:,}</source>
      <translation>略去的录音，不可用：{n:,}</translation>
    </message>
    <message>
      <location filename="../../app/widgets/evaluation_view.py"></location>
      <source>Speakers left out, consent ended: {n:,}</source>
      <translation>略去的说话人，同意已到期：{n:,}</translation>
    </message>
    <message>
      <location filename="../../app/widgets/evaluation_view.py"></location>
      <source>Speakers with a single take: {n:,}</source>
      <translation>只有一段录音的说话人：{n:,}</translation>
    </message>
    <message>
      <location filename="../../app/widgets/evaluation_view.py"></location>
      <source>Trials left out at random: {n:,}</source>
      <translation>随机略去的试验：{n:,}</translation>
    </message>
    <message>
      <location filename="../../app/widgets/evaluation_view.py"></location>
      <source>A recording of these trials cannot be used:</source>
      <translation>这些试验中有一段录音不能使用：</translation>
    </message>
    <message>
      <location filename="../../app/widgets/evaluation_view.py"></location>
      <source>A model cannot use takes of these speakers:</source>
      <translation>有一个模型不能使用这些说话人的录音：</translation>
    </message>
    <message>
      <location filename="../../app/widgets/evaluation_view.py"></location>
      <source>Nothing is compared with speakers whose consent has ended:</source>
      <translation>同意已到期的说话人不作任何比较：</translation>
    </message>
    <message>
      <location filename="../../app/widgets/evaluation_view.py"></location>
      <source>There is nothing to hold these speakers' only take out against:</source>
      <translation>这些说话人只有一段录音，取出后没有可以比较的：</translation>
    </message>
    <message>
      <location filename="../../app/widgets/evaluation_view.py"></location>
      <source>Of so many trials of different speakers a random part is made.</source>
      <translation>不同说话人的试验太多，只随机取一部分。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/evaluation_view.py"></location>
      <source>… and {n:,} more</source>
      <translation>… 以及另外 {n:,} 个</translation>
    </message>
    <message>
      <location filename="../../app/widgets/figure_table.py"></location>
      <source>Actual DCF</source>
      <translation>实际 DCF</translation>
    </message>
    <message>
      <location filename="../../app/widgets/figure_table.py"></location>
      <source>min Cllr</source>
      <translation>最小 Cllr</translation>
    </message>
    <message>
      <location filename="../../app/widgets/figure_table.py"></location>
      <source>Accuracy</source>
      <translation>准确率</translation>
    </message>
    <message>
      <location filename="../../app/widgets/figure_table.py"></location>
      <source>Equal error rate: where false accepts and false rejects are equally many. 0 is best.</source>
      <translation>等错误率（EER）：错误接受与错误拒绝同样多之处。0 最好。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/figure_table.py"></location>
      <source>Detection cost at the best threshold, when one trial in 100 is of the same speaker and both errors
cost the same. 1 is what always answering no costs; 0 is best.</source>
      <translation>最佳阈值上的检测代价，设 100 个试验中有 1 个来自同一说话人，且两种错误
代价相同。1 是总答“否”的代价；0 最好。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/figure_table.py"></location>
      <source>The same cost when the log-likelihood ratios are taken at their word.
Far above minDCF: badly calibrated.</source>
      <translation>照单全收对数似然比时的同一代价。
远高于 minDCF：校准得不好。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/figure_table.py"></location>
      <source>Bits of information lost by the log-likelihood ratios. 1 is what knowing nothing costs; 0 is best.</source>
      <translation>对数似然比损失的信息比特数。1 是一无所知的代价；0 最好。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/figure_table.py"></location>
      <source>The same after the best possible calibration. Far below Cllr: badly calibrated.</source>
      <translation>经过最好的校准之后的同一数值。远低于 Cllr：校准得不好。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/figure_table.py"></location>
      <source>Share of right answers, each fold of the trials at the threshold that was best on the other folds.</source>
      <translation>正确回答的比例，每一折试验都用在其他折上最好的阈值。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/figure_table.py"></location>
      <source>Area under the ROC curve: how often a trial of the same speaker scores higher. 1 is best.</source>
      <translation>ROC 曲线下的面积：同一说话人的试验得分更高的频率。1 最好。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/figure_table.py"></location>
      <source>What the second model's figure is above the first's, on the very same trials</source>
      <translation>在完全相同的试验上，第二个模型的数值比第一个高多少</translation>
    </message>
    <message>
      <location filename="../../app/widgets/figure_table.py"></location>
      <source>In small: where the figure lies in 95 of 100 draws of the speakers</source>
      <translation>小字：在说话人的 100 次抽取中，95 次的数值所在的范围</translation>
    </message>
    <message>
      <location filename="../../app/widgets/figure_table.py"></location>
      <source>Figure</source>
      <translation>数值</translation>
    </message>
    <message>
      <location filename="../../app/widgets/figure_table.py"></location>
      <source>Difference</source>
      <translation>差</translation>
    </message>
    <message>
      <location filename="../../app/widgets/figure_table.py"></location>
      <source>EER, speech
under {s:g} s</source>
      <translation>等错误率
不足 {s:g} 秒</translation>
    </message>
    <message>
      <location filename="../../app/widgets/figure_table.py"></location>
      <source>EER, speech
from {s:g} s</source>
      <translation>等错误率
{s:g} 秒起</translation>
    </message>
    <message>
      <location filename="../../app/widgets/figure_table.py"></location>
      <source>EER, speech
{low:g} to {high:g} s</source>
      <translation>等错误率
{low:g} 到 {high:g} 秒</translation>
    </message>
    <message>
      <location filename="../../app/widgets/figure_table.py"></location>
      <source>Equal error rate of the trials whose shorter recording has this much speech in it.</source>
      <translation>较短录音含有这么多语音的试验的等错误率。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/figure_table.py"></location>
      <source>{tip}
{n} folds, with a standard deviation of {deviation}.</source>
      <translation>{tip}
{n} 折，标准差 {deviation}。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/figure_table.py"></location>
      <source>too few trials</source>
      <translation>试验太少</translation>
    </message>
    <message>
      <location filename="../../app/widgets/figure_table.py"></location>
      <source>{n} bits</source>
      <translation>{n} 比特</translation>
    </message>
    <message>
      <location filename="../../app/widgets/figure_table.py"></location>
      <source>{low} to {high}</source>
      <translation>{low} 到 {high}</translation>
    </message>
    <message>
      <location filename="../../app/widgets/figure_table.py"></location>
      <source>Figures</source>
      <translation>数值</translation>
    </message>
    <message>
      <location filename="../../app/widgets/frame.py"></location>
      <source>Dismiss this notice</source>
      <translation>关闭这条通知</translation>
    </message>
    <message>
      <location filename="../../app/widgets/frame.py"></location>
      <source>Looking for microphones…</source>
      <translation>正在查找麦克风…</translation>
    </message>
    <message>
      <location filename="../../app/widgets/frame.py"></location>
      <source>Loading the speaker model…</source>
      <translation>正在载入说话人模型…</translation>
    </message>
    <message>
      <location filename="../../app/widgets/gate.py"></location>
      <source>GluonAR Desktop, locked</source>
      <translation>GluonAR Desktop，已锁定</translation>
    </message>
    <message>
      <location filename="../../app/widgets/gate.py"></location>
      <source>The gallery is locked</source>
      <translation>声音库已锁定</translation>
    </message>
    <message>
      <location filename="../../app/widgets/gate.py"></location>
      <source>Type its pass-phrase to open it. It never leaves this computer.</source>
      <translation>输入口令来打开它。口令不会离开这台计算机。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/gate.py"></location>
      <source>Open the gallery (Enter)</source>
      <translation>打开声音库（回车键）</translation>
    </message>
    <message>
      <location filename="../../app/widgets/gate.py"></location>
      <source>End the program; nothing is lost (Ctrl+Q)</source>
      <translation>结束程序；不会丢失任何内容（Ctrl+Q）</translation>
    </message>
    <message>
      <location filename="../../app/widgets/gate.py"></location>
      <source>It never had one…</source>
      <translation>从未设置过口令…</translation>
    </message>
    <message>
      <location filename="../../app/widgets/gate.py"></location>
      <source>Then the file is damaged, and a backup can be put back (Ctrl+B)</source>
      <translation>那么文件已损坏，可以放回备份（Ctrl+B）</translation>
    </message>
    <message>
      <location filename="../../app/widgets/gate.py"></location>
      <source>Opening the gallery</source>
      <translation>正在打开声音库</translation>
    </message>
    <message>
      <location filename="../../app/widgets/gate.py"></location>
      <source>This takes about a second.</source>
      <translation>大约需要一秒。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/gate.py"></location>
      <source>Show what is typed</source>
      <translation>显示输入的内容</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_menu.py"></location>
      <source>&amp;Help on this page	F1</source>
      <translation>本页帮助(&amp;H)	F1</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_menu.py"></location>
      <source>&amp;Keyboard</source>
      <translation>键盘(&amp;K)</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_menu.py"></location>
      <source>&amp;Glossary</source>
      <translation>术语表(&amp;G)</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_menu.py"></location>
      <source>&amp;Tour with sample voices</source>
      <translation>用示例声音导览(&amp;T)</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_menu.py"></location>
      <source>&amp;Recent files</source>
      <translation>最近的文件(&amp;R)</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_menu.py"></location>
      <source>&amp;Back up…</source>
      <translation>备份(&amp;B)…</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_menu.py"></location>
      <source>R&amp;estore…</source>
      <translation>恢复(&amp;E)…</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_menu.py"></location>
      <source>&amp;Log</source>
      <translation>日志(&amp;L)</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_menu.py"></location>
      <source>&amp;About</source>
      <translation>关于(&amp;A)</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_menu.py"></location>
      <source>&amp;Forget these</source>
      <translation>清除这些记录(&amp;F)</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_menu.py"></location>
      <source>Nothing was opened yet</source>
      <translation>还没有打开过文件</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_pages.py"></location>
      <source>First steps</source>
      <translation>第一步</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_pages.py"></location>
      <source>What an answer means</source>
      <translation>回答的含义</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_pages.py"></location>
      <source>Your data and backups</source>
      <translation>您的数据和备份</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_pages.py"></location>
      <source>When something is wrong</source>
      <translation>遇到问题时</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_pages.py"></location>
      <source>Keyboard</source>
      <translation>键盘</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_pages.py"></location>
      <source>Glossary</source>
      <translation>术语表</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_pages.py"></location>
      <source>This program tells whether a recording supports that a certain person is speaking.</source>
      <translation>本程序说明一段录音是否支持某个人在说话。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_pages.py"></location>
      <source>1. Enroll (Ctrl+1): type a name, ask for consent, record or drop recordings of that one voice.</source>
      <translation>1. 注册（Ctrl+1）：输入名字，征求同意，录音或拖入这一个声音的录音。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_pages.py"></location>
      <source>2. Verify (Ctrl+2): choose the speaker, record or drop another recording, press Enter.</source>
      <translation>2. 验证（Ctrl+2）：选择说话人，录音或拖入另一段录音，按回车键。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_pages.py"></location>
      <source>3. Read the answer: supports, does not support, or cannot tell, each with its reason.</source>
      <translation>3. 阅读回答：支持、不支持或无法判断，各附理由。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_pages.py"></location>
      <source>No microphone at hand? The tour in the menu (F10) does all of it with sample voices.</source>
      <translation>手头没有麦克风？菜单（F10）里的导览用示例声音演示全部步骤。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_pages.py"></location>
      <source>Nothing leaves this computer: the program opens no connection.</source>
      <translation>任何内容都不会离开这台计算机：程序不建立任何连接。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_pages.py"></location>
      <source>Enrolling keeps recordings of a voice, and templates that the model makes of them.</source>
      <translation>注册会保存一个声音的录音，以及模型由录音生成的模板。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_pages.py"></location>
      <source>Three takes of five seconds make a strong model; one second of speech is the least. Takes of different days and microphones are better than many of one.</source>
      <translation>三段、每段五秒的录音就能得到强的模型；至少要有一秒语音。不同日期、不同麦克风的录音，比同一次的很多段更好。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_pages.py"></location>
      <source>The stars beside a take say how good it is, and the words why it is no better: little speech, noise, clipping, a telephone's narrow band, or a voice unlike that of the other takes.</source>
      <translation>录音旁的星级表示它有多好，文字说明它为什么没有更好：语音少、噪声、削波、电话的窄带，或声音与其他录音不像。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_pages.py"></location>
      <source>Nobody is enrolled without consent: tick it when the speaker has agreed to the text. With a day on which it ends, nothing is compared with them after it.</source>
      <translation>没有同意就不会注册任何人：说话人同意那段文字后，请勾选。如果设了到期日，到期之后不再与其比较。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_pages.py"></location>
      <source>Many speakers at once: drop a folder with one subfolder for each, or press Ctrl+Shift+O.</source>
      <translation>一次注册许多说话人：拖入一个文件夹，其中每人一个子文件夹，或按 Ctrl+Shift+O。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_pages.py"></location>
      <source>Choose a speaker at the left, record or drop a recording, and press Enter.</source>
      <translation>在左边选择说话人，录音或拖入一段录音，然后按回车键。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_pages.py"></location>
      <source>Below the spectrogram the ratio runs along the recording. Where another voice speaks, the card says from when to when.</source>
      <translation>语谱图下方显示似然比沿录音的变化。如果有另一个声音说话，卡片会说明从何时到何时。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_pages.py"></location>
      <source>Answer while I speak compares what was heard so far, twice a second; the answer that counts comes when you stop.</source>
      <translation>“边说边给出回答”每秒比较两次已听到的内容；停止时给出的回答才算数。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_pages.py"></location>
      <source>Operating point (P) says where “supports” begins. History (H) has all answers as they were given.</source>
      <translation>“工作点”（P）决定从哪里开始算“支持”。“历史”（H）里有全部回答，与给出时一样。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_pages.py"></location>
      <source>Report (S) saves an answer as a PDF for somebody who was not there.</source>
      <translation>“报告”（S）把回答存为 PDF，供当时不在场的人阅读。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_pages.py"></location>
      <source>Compares a recording with everybody who is enrolled. “Unknown” is an answer, too.</source>
      <translation>把一段录音与所有已注册的人比较。“未知”也是一种回答。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_pages.py"></location>
      <source>One voice: the best candidates, and the margin between the first two.</source>
      <translation>一个声音：最佳候选，以及前两名之间的差距。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_pages.py"></location>
      <source>Many recordings: a folder as a table, which is saved as CSV.</source>
      <translation>多段录音：把一个文件夹列成表格，可存为 CSV。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_pages.py"></location>
      <source>A conversation: who speaks when, on a lane for each; saved as RTTM or CSV. People who talk at once are not told apart.</source>
      <translation>对话：谁在何时说话，每人一行；可存为 RTTM 或 CSV。同时说话的人无法分开。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_pages.py"></location>
      <source>The more are enrolled, the likelier it is that somebody is similar by chance.</source>
      <translation>注册的人越多，有人碰巧相似的可能就越大。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_pages.py"></location>
      <source>Everybody who is enrolled: listen to takes, see what was asked, rename, add notes and tags.</source>
      <translation>所有已注册的人：听录音，查看问过什么，改名，添加备注和标签。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_pages.py"></location>
      <source>Two entries are one person? Choose both and merge them. A take is somebody else's? Tick it, and move it or make it a new speaker.</source>
      <translation>两个条目是同一个人？选择两者并合并。有一段录音是别人的？勾选它，移给别人，或让它成为新的说话人。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_pages.py"></location>
      <source>Removing wipes recordings, templates and answers from the disk at once, and the backups that the program made by itself. Until your next change, Undo brings them back from memory.</source>
      <translation>删除会立即从磁盘上擦除录音、模板和回答，以及程序自动生成的备份。在下一次更改之前，可以用“撤销”从内存中恢复。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_pages.py"></location>
      <source>Look into a recording, two in step, or live sound, as power, mel bands or MFCC.</source>
      <translation>细看一段录音、同步的两段录音或实时声音，以功率、梅尔频带或 MFCC 显示。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_pages.py"></location>
      <source>The wheel zooms in time, with Ctrl in frequency; dragging moves; a click plays from there.</source>
      <translation>滚轮缩放时间，按住 Ctrl 缩放频率；拖动可以移动；单击从该处播放。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_pages.py"></location>
      <source>Ctrl+S saves the picture, Ctrl+E the values as a table.</source>
      <translation>Ctrl+S 保存图片，Ctrl+E 把数值存为表格。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_pages.py"></location>
      <source>Measures how often the model errs on recordings whose speakers are known, so that you know what an answer is worth on recordings like yours.</source>
      <translation>在说话人已知的录音上测量模型多常出错，让您知道对您这类录音，一个回答有多大价值。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_pages.py"></location>
      <source>EER and minDCF say how well speakers are told apart, Cllr what the ratios are worth; the intervals say how much of it may be chance.</source>
      <translation>等错误率（EER）和 minDCF 表示分辨说话人的能力，Cllr 表示似然比有多大价值；区间表示其中有多少可能是偶然。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_pages.py"></location>
      <source>Use recordings of the kind that you will ask about, and many speakers rather than many recordings of few.</source>
      <translation>请使用您要问的那一类录音；宁可说话人多，不要少数人的很多录音。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_pages.py"></location>
      <source>The model is the network that turns a voice into numbers. The program brings one; others can be imported, or made by fine-tuning on speakers of yours.</source>
      <translation>模型是把声音变成数字的网络。程序自带一个；其他的可以导入，或用您的说话人微调得到。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_pages.py"></location>
      <source>Templates of another model are made anew from the stored recordings; nothing is lost.</source>
      <translation>换用另一个模型时，模板由已存的录音重新生成；不会丢失任何内容。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_pages.py"></location>
      <source>A model that was never calibrated gives scores, and no verdict.</source>
      <translation>从未校准的模型只给分数，不给结论。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_pages.py"></location>
      <source>Microphone, look, language, size of the text, what the model computes on, where the data is kept.</source>
      <translation>麦克风、外观、语言、文字大小、模型用什么计算，以及数据存放的位置。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_pages.py"></location>
      <source>Everything that you choose is remembered in one file in the data folder.</source>
      <translation>您的全部选择都记在数据文件夹的一个文件里。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_pages.py"></location>
      <source>The score says how alike two voices are to the model. By itself it means little, so it is turned into a log-likelihood ratio: how much more likely the recording is if this speaker is talking than if somebody else is.</source>
      <translation>分数表示对模型来说两个声音有多相似。它本身意义不大，因此要变成对数似然比：这个说话人在说话时，这段录音的可能性是别人说话时的多少倍。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_pages.py"></location>
      <source>How likely it is beforehand that it is the speaker is not in it. Whoever decides weighs both.</source>
      <translation>其中不包括事先认为是这个说话人的概率。作决定的人要权衡两者。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_pages.py"></location>
      <source>Cannot tell is an honest answer: too little speech, clipping, noise, or a ratio near the operating point.</source>
      <translation>“无法判断”是诚实的回答：语音太少、削波、噪声，或似然比接近工作点。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_pages.py"></location>
      <source>A voice is not a password. Recordings and synthetic voices can imitate a person, and nothing here detects them reliably. Scores support a conclusion; they never prove who is speaking.</source>
      <translation>声音不是密码。录音和合成的声音可以模仿一个人，这里没有什么能可靠地发现它们。分数可以支持一个结论，但绝不能证明是谁在说话。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_pages.py"></location>
      <source>Everything is in one folder on this computer, readable by you alone; About says where.</source>
      <translation>全部内容都在这台计算机的一个文件夹里，只有您能读取；“关于”说明它在哪里。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_pages.py"></location>
      <source>Back up (F10) saves speakers, recordings, history, consents and settings in one file, and reads it again before it says so. Restore puts it back; what is there until then is saved first, and Undo brings it back.</source>
      <translation>“备份”（F10）把说话人、录音、历史、同意和设置保存到一个文件，并在重新读取确认之后才告知完成。“恢复”把它放回；在此之前的内容会先保存，可以用“撤销”恢复。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_pages.py"></location>
      <source>Once a day the program makes a backup by itself and keeps the latest three. Removing or renaming anybody empties them, so that nothing you deleted survives there. Backups that you saved yourself are yours to delete.</source>
      <translation>程序每天自动备份一次，保留最近三个。删除任何人或给任何人改名都会清空它们，使您删除的内容不会留在那里。您自己保存的备份由您自己删除。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_pages.py"></location>
      <source>Where the gallery is damaged, by a failing disk for example, the program offers the newest backup that is whole. The damaged file is kept until you next remove or rename somebody.</source>
      <translation>如果声音库已损坏，例如磁盘出了故障，程序会提供最新的完好备份。损坏的文件会保留到您下一次删除某人或给某人改名为止。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_pages.py"></location>
      <source>What you record is on the disk while you speak. After a crash it is offered at the next start.</source>
      <translation>您说话时录音就写入磁盘。崩溃之后，下次启动时会再提供给您。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_pages.py"></location>
      <source>No microphone in the list? Connect it, then press the arrow beside the list. On Linux, programs reach it through the sound system: see that it is chosen there.</source>
      <translation>列表里没有麦克风？请连接它，再按列表旁的箭头。在 Linux 上，程序通过声音系统使用麦克风：请确认那里选择了它。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_pages.py"></location>
      <source>The level stays below “good”? Come closer, or raise the input level in the system's settings. Above it, the recording clips: go back or lower it.</source>
      <translation>电平一直低于“合适”？请靠近一些，或在系统设置中提高输入音量。高于“合适”时录音会削波：请离远一些，或降低音量。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_pages.py"></location>
      <source>Cannot tell, again and again? Record more speech, in a quieter place, with the microphone that the speaker was enrolled with.</source>
      <translation>总是“无法判断”？请在更安静的地方录更多语音，并使用注册时用的麦克风。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_pages.py"></location>
      <source>A fault of the program itself is told at the bottom of the window, with details to copy. The log (F10) has them, too. Names of speakers and files may be in it: read it before you send it.</source>
      <translation>程序本身的故障会显示在窗口底部，并附有可以复制的详情。日志（F10）里也有。其中可能有说话人和文件的名字：发送之前请先读一遍。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_window.py"></location>
      <source>Help – GluonAR Desktop</source>
      <translation>帮助 – GluonAR Desktop</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_window.py"></location>
      <source>Search the help</source>
      <translation>搜索帮助</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_window.py"></location>
      <source>Only topics with all of these words (Ctrl+F)</source>
      <translation>只显示含有全部这些词的主题（Ctrl+F）</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_window.py"></location>
      <source>Topics</source>
      <translation>主题</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_window.py"></location>
      <source>Help</source>
      <translation>帮助</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_window.py"></location>
      <source>Log</source>
      <translation>日志</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_window.py"></location>
      <source>The log is empty: nothing went wrong so far.</source>
      <translation>日志是空的：到目前为止没有出过问题。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_window.py"></location>
      <source>About</source>
      <translation>关于</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_window.py"></location>
      <source>Licences</source>
      <translation>许可证</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_window.py"></location>
      <source>Speakers and recordings</source>
      <translation>说话人和录音</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_window.py"></location>
      <source>Automatic backups</source>
      <translation>自动备份</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_window.py"></location>
      <source>Speaker enrollment and verification that stays on this computer. Free software under the GNU General Public License, version 3 or later, without any warranty; Licences lists what it is built on.</source>
      <translation>说话人的注册和验证，一切都留在这台计算机上。自由软件，依据 GNU 通用公共许可证第 3 版或更新版本，不提供任何担保；“许可证”列出它所用的软件。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_window.py"></location>
      <source>About GluonAR Desktop</source>
      <translation>关于 GluonAR Desktop</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_window.py"></location>
      <source>Read again</source>
      <translation>重新读取</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_window.py"></location>
      <source>Copy all</source>
      <translation>全部复制</translation>
    </message>
    <message>
      <location filename="../../app/widgets/help_window.py"></location>
      <source>Show in folder</source>
      <translation>在文件夹中显示</translation>
    </message>
    <message>
      <location filename="../../app/widgets/history_panel.py"></location>
      <source>This speaker only</source>
      <translation>只看这个说话人</translation>
    </message>
    <message>
      <location filename="../../app/widgets/history_panel.py"></location>
      <source>Save all of them as a CSV table (E or Ctrl+E)</source>
      <translation>把全部内容保存为 CSV 表格（E 或 Ctrl+E）</translation>
    </message>
    <message>
      <location filename="../../app/widgets/history_panel.py"></location>
      <source>Nothing was asked yet.</source>
      <translation>还没有问过什么。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/history_panel.py"></location>
      <source>Latest answers</source>
      <translation>最近的回答</translation>
    </message>
    <message>
      <location filename="../../app/widgets/history_panel.py"></location>
      <source>Export the history</source>
      <translation>导出历史</translation>
    </message>
    <message>
      <location filename="../../app/widgets/history_panel.py"></location>
      <source>Tables (*.csv)</source>
      <translation>表格 (*.csv)</translation>
    </message>
    <message>
      <location filename="../../app/widgets/history_panel.py"></location>
      <source>Answered on {time}: {source}, {speaker}.</source>
      <translation>{time} 的回答：{source}，{speaker}。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/history_panel.py"></location>
      <source>An earlier version of the program kept no more than its line above.</source>
      <translation>程序的较早版本只保留了上面这一行。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/identity_card.py"></location>
      <source>By how much the best candidate is ahead of the second. The LLR says how much more likely the recording is if the one talks than if the other does, as a natural logarithm</source>
      <translation>最佳候选领先第二名多少。LLR 表示：前者说话时，这段录音的可能性是后者说话时的多少倍，取自然对数</translation>
    </message>
    <message>
      <location filename="../../app/widgets/identity_card.py"></location>
      <source>{quality} · model {model}</source>
      <translation>{quality} · 模型 {model}</translation>
    </message>
    <message>
      <location filename="../../app/widgets/identity_card.py"></location>
      <source>Supports</source>
      <translation>支持</translation>
    </message>
    <message>
      <location filename="../../app/widgets/identity_card.py"></location>
      <source>Cannot tell</source>
      <translation>无法判断</translation>
    </message>
    <message>
      <location filename="../../app/widgets/identity_card.py"></location>
      <source>Of everybody enrolled, the recording supports {name}.</source>
      <translation>在所有已注册的人中，这段录音支持 {name}。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/identity_card.py"></location>
      <source>Nobody enrolled fits; the nearest is {name}.</source>
      <translation>没有已注册的人符合；最接近的是 {name}。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/identity_card.py"></location>
      <source>The recording does not tell who it is; the nearest is {name}.</source>
      <translation>这段录音不能说明是谁；最接近的是 {name}。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/identity_card.py"></location>
      <source>Only one speaker is enrolled, so there is no runner-up.</source>
      <translation>只注册了一个说话人，所以没有第二名。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/identity_card.py"></location>
      <source>Margin to the runner-up, {name}: score {score}, LLR {llr}.</source>
      <translation>与第二名 {name} 的差距：分数 {score}，LLR {llr}。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/identity_card.py"></location>
      <source> Too little to tell these two apart.</source>
      <translation>差得太少，分不清这两个人。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/import_table.py"></location>
      <source>File</source>
      <translation>文件</translation>
    </message>
    <message>
      <location filename="../../app/widgets/import_table.py"></location>
      <source>Duration, s</source>
      <translation>时长，秒</translation>
    </message>
    <message>
      <location filename="../../app/widgets/import_table.py"></location>
      <source>Speech, s</source>
      <translation>语音，秒</translation>
    </message>
    <message>
      <location filename="../../app/widgets/import_table.py"></location>
      <source>Stars</source>
      <translation>星级</translation>
    </message>
    <message>
      <location filename="../../app/widgets/import_table.py"></location>
      <source>Problem or result</source>
      <translation>问题或结果</translation>
    </message>
    <message>
      <location filename="../../app/widgets/import_table.py"></location>
      <source>{n} of 5 stars. {reason}</source>
      <translation>{n} 星，共 5 星。{reason}</translation>
    </message>
    <message>
      <location filename="../../app/widgets/import_table.py"></location>
      <source>{name} is enrolled already.</source>
      <translation>{name} 已经注册。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/import_table.py"></location>
      <source>Files to enroll from</source>
      <translation>用于注册的文件</translation>
    </message>
    <message>
      <location filename="../../app/widgets/import_table.py"></location>
      <source>Space ticks or unticks the selected files</source>
      <translation>空格键勾选或取消所选文件</translation>
    </message>
    <message>
      <location filename="../../app/widgets/keyboard_map.py"></location>
      <source>Everywhere</source>
      <translation>所有页面</translation>
    </message>
    <message>
      <location filename="../../app/widgets/keyboard_map.py"></location>
      <source>Go to a page</source>
      <translation>转到某一页</translation>
    </message>
    <message>
      <location filename="../../app/widgets/keyboard_map.py"></location>
      <source>Go to the settings</source>
      <translation>转到设置</translation>
    </message>
    <message>
      <location filename="../../app/widgets/keyboard_map.py"></location>
      <source>To the next or previous control</source>
      <translation>到下一个或上一个控件</translation>
    </message>
    <message>
      <location filename="../../app/widgets/keyboard_map.py"></location>
      <source>Do what the page is for: its coloured button</source>
      <translation>执行本页的主要操作：彩色按钮</translation>
    </message>
    <message>
      <location filename="../../app/widgets/keyboard_map.py"></location>
      <source>Record, and stop</source>
      <translation>录音和停止</translation>
    </message>
    <message>
      <location filename="../../app/widgets/keyboard_map.py"></location>
      <source>Play or stop what is shown</source>
      <translation>播放或停止所显示的录音</translation>
    </message>
    <message>
      <location filename="../../app/widgets/keyboard_map.py"></location>
      <source>Leave a question, a countdown or a job</source>
      <translation>退出询问、倒计时或任务</translation>
    </message>
    <message>
      <location filename="../../app/widgets/keyboard_map.py"></location>
      <source>Help on the page you are on</source>
      <translation>当前页的帮助</translation>
    </message>
    <message>
      <location filename="../../app/widgets/keyboard_map.py"></location>
      <source>The menu: help, recent files, backups, log, about</source>
      <translation>菜单：帮助、最近的文件、备份、日志、关于</translation>
    </message>
    <message>
      <location filename="../../app/widgets/keyboard_map.py"></location>
      <source>The log of all that was done with voices</source>
      <translation>对声音做过的一切的操作日志</translation>
    </message>
    <message>
      <location filename="../../app/widgets/keyboard_map.py"></location>
      <source>Lock the gallery, where it has a pass-phrase</source>
      <translation>锁定声音库（如果有口令）</translation>
    </message>
    <message>
      <location filename="../../app/widgets/keyboard_map.py"></location>
      <source>Close the program</source>
      <translation>关闭程序</translation>
    </message>
    <message>
      <location filename="../../app/widgets/keyboard_map.py"></location>
      <source>Count down before recording, or not</source>
      <translation>录音前是否倒计时</translation>
    </message>
    <message>
      <location filename="../../app/widgets/keyboard_map.py"></location>
      <source>Another phrase to read</source>
      <translation>换一句朗读</translation>
    </message>
    <message>
      <location filename="../../app/widgets/keyboard_map.py"></location>
      <source>The speaker agrees, or does not</source>
      <translation>说话人同意或不同意</translation>
    </message>
    <message>
      <location filename="../../app/widgets/keyboard_map.py"></location>
      <source>Save a report about the answer as PDF</source>
      <translation>把回答的报告存为 PDF</translation>
    </message>
    <message>
      <location filename="../../app/widgets/keyboard_map.py"></location>
      <source>Export the history as a table</source>
      <translation>把历史导出为表格</translation>
    </message>
    <message>
      <location filename="../../app/widgets/keyboard_map.py"></location>
      <source>One voice, many recordings, a conversation</source>
      <translation>一个声音、多段录音、对话</translation>
    </message>
    <message>
      <location filename="../../app/widgets/keyboard_map.py"></location>
      <source>Choose a folder</source>
      <translation>选择文件夹</translation>
    </message>
    <message>
      <location filename="../../app/widgets/keyboard_map.py"></location>
      <source>Show all candidates, or the best</source>
      <translation>显示所有候选，或只显示最好的</translation>
    </message>
    <message>
      <location filename="../../app/widgets/keyboard_map.py"></location>
      <source>To the previous or next part of a conversation</source>
      <translation>到对话的上一段或下一段</translation>
    </message>
    <message>
      <location filename="../../app/widgets/keyboard_map.py"></location>
      <source>Save the table or the timeline</source>
      <translation>保存表格或时间线</translation>
    </message>
    <message>
      <location filename="../../app/widgets/keyboard_map.py"></location>
      <source>Search</source>
      <translation>搜索</translation>
    </message>
    <message>
      <location filename="../../app/widgets/keyboard_map.py"></location>
      <source>Takes, history, notes</source>
      <translation>录音、历史、备注</translation>
    </message>
    <message>
      <location filename="../../app/widgets/keyboard_map.py"></location>
      <source>Rename</source>
      <translation>改名</translation>
    </message>
    <message>
      <location filename="../../app/widgets/keyboard_map.py"></location>
      <source>Save the notes</source>
      <translation>保存备注</translation>
    </message>
    <message>
      <location filename="../../app/widgets/keyboard_map.py"></location>
      <source>Make the chosen speakers one</source>
      <translation>把所选的说话人合为一个</translation>
    </message>
    <message>
      <location filename="../../app/widgets/keyboard_map.py"></location>
      <source>Make the ticked takes a new speaker</source>
      <translation>让勾选的录音成为新的说话人</translation>
    </message>
    <message>
      <location filename="../../app/widgets/keyboard_map.py"></location>
      <source>Move the ticked takes to another speaker</source>
      <translation>把勾选的录音移给另一个说话人</translation>
    </message>
    <message>
      <location filename="../../app/widgets/keyboard_map.py"></location>
      <source>Remove the ticked takes</source>
      <translation>删除勾选的录音</translation>
    </message>
    <message>
      <location filename="../../app/widgets/keyboard_map.py"></location>
      <source>Remove the speaker</source>
      <translation>删除说话人</translation>
    </message>
    <message>
      <location filename="../../app/widgets/keyboard_map.py"></location>
      <source>Undo the last change</source>
      <translation>撤销上一次更改</translation>
    </message>
    <message>
      <location filename="../../app/widgets/keyboard_map.py"></location>
      <source>Trials from the gallery, or from a list</source>
      <translation>试验来自声音库，或来自列表</translation>
    </message>
    <message>
      <location filename="../../app/widgets/keyboard_map.py"></location>
      <source>Another model beside, or not</source>
      <translation>是否与另一个模型并列</translation>
    </message>
    <message>
      <location filename="../../app/widgets/keyboard_map.py"></location>
      <source>Move the pointer in the plots</source>
      <translation>在图中移动指针</translation>
    </message>
    <message>
      <location filename="../../app/widgets/keyboard_map.py"></location>
      <source>Use the pointer's place as the operating point</source>
      <translation>把指针所在处用作工作点</translation>
    </message>
    <message>
      <location filename="../../app/widgets/keyboard_map.py"></location>
      <source>Save the figures</source>
      <translation>保存数值</translation>
    </message>
    <message>
      <location filename="../../app/widgets/keyboard_map.py"></location>
      <source>The list of models</source>
      <translation>模型列表</translation>
    </message>
    <message>
      <location filename="../../app/widgets/keyboard_map.py"></location>
      <source>Pause the fine-tuning, or go on</source>
      <translation>暂停或继续微调</translation>
    </message>
    <message>
      <location filename="../../app/widgets/keyboard_map.py"></location>
      <source>Keep the new model, or discard it</source>
      <translation>保留或丢弃新模型</translation>
    </message>
    <message>
      <location filename="../../app/widgets/keyboard_map.py"></location>
      <source>Look for devices again</source>
      <translation>重新查找设备</translation>
    </message>
    <message>
      <location filename="../../app/widgets/keyboard_map.py"></location>
      <source>Colours of the system, light, dark</source>
      <translation>系统颜色、浅色、深色</translation>
    </message>
    <message>
      <location filename="../../app/widgets/keyboard_map.py"></location>
      <source>Show the data folder</source>
      <translation>显示数据文件夹</translation>
    </message>
    <message>
      <location filename="../../app/widgets/keyboard_map.py"></location>
      <source>Move the data elsewhere</source>
      <translation>把数据移到别处</translation>
    </message>
    <message>
      <location filename="../../app/widgets/keyboard_map.py"></location>
      <source>Use the data of another folder</source>
      <translation>使用另一个文件夹的数据</translation>
    </message>
    <message>
      <location filename="../../app/widgets/keyboard_map.py"></location>
      <source>Show all of it</source>
      <translation>显示全部</translation>
    </message>
    <message>
      <location filename="../../app/widgets/keyboard_map.py"></location>
      <source>Zoom in time, with Ctrl in frequency; the wheel does it, too</source>
      <translation>缩放时间，按住 Ctrl 缩放频率；滚轮也可以</translation>
    </message>
    <message>
      <location filename="../../app/widgets/keyboard_map.py"></location>
      <source>Move what is seen, with Shift the pointer</source>
      <translation>移动所见范围，按住 Shift 移动指针</translation>
    </message>
    <message>
      <location filename="../../app/widgets/keyboard_map.py"></location>
      <source>To the beginning or the end</source>
      <translation>到开头或结尾</translation>
    </message>
    <message>
      <location filename="../../app/widgets/keyboard_map.py"></location>
      <source>Take the recording off the page</source>
      <translation>从页面上移走录音</translation>
    </message>
    <message>
      <location filename="../../app/widgets/keyboard_map.py"></location>
      <source>Export the values as a table</source>
      <translation>把数值导出为表格</translation>
    </message>
    <message>
      <location filename="../../app/widgets/level_meter.py"></location>
      <source>Input level</source>
      <translation>输入电平</translation>
    </message>
    <message>
      <location filename="../../app/widgets/level_meter.py"></location>
      <source>Level in dB below full scale. Speak so that the bar moves inside the good zone.</source>
      <translation>相对满刻度的电平，单位 dB。说话时让光条停在“合适”区内。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/level_meter.py"></location>
      <source>too quiet</source>
      <translation>太轻</translation>
    </message>
    <message>
      <location filename="../../app/widgets/level_meter.py"></location>
      <source>good</source>
      <translation>合适</translation>
    </message>
    <message>
      <location filename="../../app/widgets/level_meter.py"></location>
      <source>too loud</source>
      <translation>太响</translation>
    </message>
    <message>
      <location filename="../../app/widgets/level_meter.py"></location>
      <source>−60 dB</source>
      <translation>−60 dB</translation>
    </message>
    <message>
      <location filename="../../app/widgets/level_meter.py"></location>
      <source>0 dB</source>
      <translation>0 dB</translation>
    </message>
    <message>
      <location filename="../../app/widgets/live_card.py"></location>
      <source>Net speech that was heard so far; a verdict needs 1 s</source>
      <translation>到目前为止听到的净语音；给出结论需要 1 秒</translation>
    </message>
    <message>
      <location filename="../../app/widgets/live_card.py"></location>
      <source>The answer that counts is that of the whole recording, when you stop.</source>
      <translation>停止后对整段录音的回答才算数。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/live_card.py"></location>
      <source>Listening for {name}…</source>
      <translation>正在听是不是 {name}…</translation>
    </message>
    <message>
      <location filename="../../app/widgets/live_card.py"></location>
      <source>Choose a speaker to compare.</source>
      <translation>选择要比较的说话人。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/live_card.py"></location>
      <source>Cannot tell yet</source>
      <translation>还无法判断</translation>
    </message>
    <message>
      <location filename="../../app/widgets/live_card.py"></location>
      <source>{s:.1f} s of speech</source>
      <translation>{s:.1f} 秒语音</translation>
    </message>
    <message>
      <location filename="../../app/widgets/live_card.py"></location>
      <source>Supports so far</source>
      <translation>目前支持</translation>
    </message>
    <message>
      <location filename="../../app/widgets/live_card.py"></location>
      <source>So far the recording supports that {name} is speaking.</source>
      <translation>到目前为止，录音支持是 {name} 在说话。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/live_card.py"></location>
      <source>Does not support so far</source>
      <translation>目前不支持</translation>
    </message>
    <message>
      <location filename="../../app/widgets/live_card.py"></location>
      <source>So far the recording does not support that {name} is speaking.</source>
      <translation>到目前为止，录音不支持是 {name} 在说话。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/live_spectrogram.py"></location>
      <source>Live spectrogram</source>
      <translation>实时语谱图</translation>
    </message>
    <message>
      <location filename="../../app/widgets/live_spectrogram.py"></location>
      <source>{n} s ago</source>
      <translation>{n} 秒前</translation>
    </message>
    <message>
      <location filename="../../app/widgets/live_spectrogram.py"></location>
      <source>now</source>
      <translation>现在</translation>
    </message>
    <message>
      <location filename="../../app/widgets/live_timeline.py"></location>
      <source>About two seconds late. Until a turn is over, what is said of it may change.</source>
      <translation>大约晚两秒。一轮话结束之前，关于它的说法可能会变。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/llr_curve.py"></location>
      <source>How much more likely each short stretch is if this speaker talks (natural logarithm);
dashed: the operating point. So little speech is less reliable than the whole recording,
for which the ratio is calibrated: judge by the whole.</source>
      <translation>如果这个说话人在说话，每一小段的可能性是多少倍（自然对数）；
虚线：工作点。这么少的语音不如整段录音可靠，
似然比是按整段录音校准的：请以整段为准。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/llr_scale.py"></location>
      <source>Log-likelihood ratio {llr:+z.1f}</source>
      <translation>对数似然比 {llr:+z.1f}</translation>
    </message>
    <message>
      <location filename="../../app/widgets/llr_scale.py"></location>
      <source>other voice</source>
      <translation>其他声音</translation>
    </message>
    <message>
      <location filename="../../app/widgets/llr_scale.py"></location>
      <source>same voice</source>
      <translation>同一声音</translation>
    </message>
    <message>
      <location filename="../../app/widgets/llr_scale.py"></location>
      <source>LLR </source>
      <translation>LLR </translation>
    </message>
    <message>
      <location filename="../../app/widgets/llr_scale.py"></location>
      <source>Take {n}</source>
      <translation>第 {n} 段</translation>
    </message>
    <message>
      <location filename="../../app/widgets/llr_scale.py"></location>
      <source>… {n} between</source>
      <translation>… 中间还有 {n} 个</translation>
    </message>
    <message>
      <location filename="../../app/widgets/merge_card.py"></location>
      <source>Speakers to merge</source>
      <translation>要合并的说话人</translation>
    </message>
    <message>
      <location filename="../../app/widgets/merge_card.py"></location>
      <source>Make them one speaker (Ctrl+M)</source>
      <translation>把他们合并为一个说话人（Ctrl+M）</translation>
    </message>
    <message>
      <location filename="../../app/widgets/merge_card.py"></location>
      <source>{n:,} speakers chosen</source>
      <translation>已选择 {n:,} 个说话人</translation>
    </message>
    <message>
      <location filename="../../app/widgets/merge_card.py"></location>
      <source>If they are one and the same person, merge them: takes, templates, history and tags come together, and the other names stay in the notes. Whose name and date stay?</source>
      <translation>如果他们是同一个人，就合并：录音、模板、历史和标签归到一起，其他名字记入备注。保留谁的名字和日期？</translation>
    </message>
    <message>
      <location filename="../../app/widgets/merge_card.py"></location>
      <source>Choose {n} at most to merge them.</source>
      <translation>最多选择 {n} 个来合并。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/merge_card.py"></location>
      <source>{name}  ({takes}, {s:.1f} s of speech)</source>
      <translation>{name}（{takes}，{s:.1f} 秒语音）</translation>
    </message>
    <message>
      <location filename="../../app/widgets/merge_card.py"></location>
      <source>Merge into {name}</source>
      <translation>合并到 {name}</translation>
    </message>
    <message>
      <location filename="../../app/widgets/model_details.py"></location>
      <source>Card</source>
      <translation>模型卡</translation>
    </message>
    <message>
      <location filename="../../app/widgets/model_details.py"></location>
      <source>Before and after</source>
      <translation>前后对比</translation>
    </message>
    <message>
      <location filename="../../app/widgets/model_details.py"></location>
      <source>Model card</source>
      <translation>模型卡</translation>
    </message>
    <message>
      <location filename="../../app/widgets/model_details.py"></location>
      <source>Train it further on your speakers (T)</source>
      <translation>用您的说话人继续训练它（T）</translation>
    </message>
    <message>
      <location filename="../../app/widgets/model_details.py"></location>
      <source>Delete it (Shift+Delete)</source>
      <translation>删除它（Shift+Delete）</translation>
    </message>
    <message>
      <location filename="../../app/widgets/model_details.py"></location>
      <source>Choose a model.</source>
      <translation>请选择一个模型。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/model_details.py"></location>
      <source>A damaged model cannot be used.</source>
      <translation>损坏的模型不能使用。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/model_details.py"></location>
      <source>This model is in use.</source>
      <translation>正在使用这个模型。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/model_details.py"></location>
      <source>Remove {model}? Its files and its {n} templates will be deleted.</source>
      <translation>删除 {model}？它的文件和它的 {n} 个模板都会被删除。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/model_details.py"></location>
      <source>Folder</source>
      <translation>文件夹</translation>
    </message>
    <message>
      <location filename="../../app/widgets/model_details.py"></location>
      <source>Size</source>
      <translation>大小</translation>
    </message>
    <message>
      <location filename="../../app/widgets/model_details.py"></location>
      <source>trained from the first weight on</source>
      <translation>从第一个权重开始训练</translation>
    </message>
    <message>
      <location filename="../../app/widgets/model_details.py"></location>
      <source>Made from</source>
      <translation>来源</translation>
    </message>
    <message>
      <location filename="../../app/widgets/model_details.py"></location>
      <source>The file or the model that it began as</source>
      <translation>它最初的文件或模型</translation>
    </message>
    <message>
      <location filename="../../app/widgets/model_details.py"></location>
      <source>Network</source>
      <translation>网络</translation>
    </message>
    <message>
      <location filename="../../app/widgets/model_details.py"></location>
      <source>{name}, {dim} numbers a voice</source>
      <translation>{name}，每个声音 {dim} 个数</translation>
    </message>
    <message>
      <location filename="../../app/widgets/model_details.py"></location>
      <source>Its architecture, and the length of an embedding</source>
      <translation>它的结构，以及嵌入的长度</translation>
    </message>
    <message>
      <location filename="../../app/widgets/model_details.py"></location>
      <source>Contract</source>
      <translation>输入约定</translation>
    </message>
    <message>
      <location filename="../../app/widgets/model_details.py"></location>
      <source>What is compared</source>
      <translation>比较的内容</translation>
    </message>
    <message>
      <location filename="../../app/widgets/model_details.py"></location>
      <source>Turns a score into a likelihood ratio; without it every answer is “cannot tell”</source>
      <translation>把分数变成似然比；没有它，每个回答都是“无法判断”</translation>
    </message>
    <message>
      <location filename="../../app/widgets/model_details.py"></location>
      <source>Templates</source>
      <translation>模板</translation>
    </message>
    <message>
      <location filename="../../app/widgets/model_details.py"></location>
      <source>{n:,} takes</source>
      <translation>{n:,} 段录音</translation>
    </message>
    <message>
      <location filename="../../app/widgets/model_details.py"></location>
      <source>Of the enrolled takes, those that this model has made its template of</source>
      <translation>已注册的录音中，这个模型已生成模板的数量</translation>
    </message>
    <message>
      <location filename="../../app/widgets/model_details.py"></location>
      <source>Fine-tuning</source>
      <translation>微调</translation>
    </message>
    <message>
      <location filename="../../app/widgets/model_details.py"></location>
      <source>possible</source>
      <translation>可以</translation>
    </message>
    <message>
      <location filename="../../app/widgets/model_details.py"></location>
      <source>Whether it can be trained further on your speakers</source>
      <translation>能否用您的说话人继续训练它</translation>
    </message>
    <message>
      <location filename="../../app/widgets/model_details.py"></location>
      <source>Of all its files</source>
      <translation>它的全部文件</translation>
    </message>
    <message>
      <location filename="../../app/widgets/model_details.py"></location>
      <source>sha256: the file is as it was made</source>
      <translation>sha256：文件与生成时一样</translation>
    </message>
    <message>
      <location filename="../../app/widgets/model_details.py"></location>
      <source>Where its files are</source>
      <translation>它的文件所在之处</translation>
    </message>
    <message>
      <location filename="../../app/widgets/model_details.py"></location>
      <source>sound</source>
      <translation>声音</translation>
    </message>
    <message>
      <location filename="../../app/widgets/model_details.py"></location>
      <source>{contract} features of sound</source>
      <translation>声音的 {contract} 特征</translation>
    </message>
    <message>
      <location filename="../../app/widgets/model_details.py"></location>
      <source>{takes} at {hz:,} Hz</source>
      <translation>{takes}，{hz:,} Hz</translation>
    </message>
    <message>
      <location filename="../../app/widgets/model_details.py"></location>
      <source>cosine above what is usual in its cohort</source>
      <translation>比参照人群的通常值高出的余弦</translation>
    </message>
    <message>
      <location filename="../../app/widgets/model_details.py"></location>
      <source>cosine</source>
      <translation>余弦</translation>
    </message>
    <message>
      <location filename="../../app/widgets/model_details.py"></location>
      <source>none: it gives no verdict until it is calibrated (main.py model calibrate)</source>
      <translation>没有：在校准之前不给结论（main.py model calibrate）</translation>
    </message>
    <message>
      <location filename="../../app/widgets/model_details.py"></location>
      <source>even at a score of {score}</source>
      <translation>分数为 {score} 时两种可能均等</translation>
    </message>
    <message>
      <location filename="../../app/widgets/model_table.py"></location>
      <source>Its id: a name, and the beginning of its network's sha256</source>
      <translation>它的标识：名字，以及其网络 sha256 的开头</translation>
    </message>
    <message>
      <location filename="../../app/widgets/model_table.py"></location>
      <source>Origin</source>
      <translation>来历</translation>
    </message>
    <message>
      <location filename="../../app/widgets/model_table.py"></location>
      <source>Shipped with the program, imported, or trained on this computer</source>
      <translation>程序自带、导入，或在这台计算机上训练</translation>
    </message>
    <message>
      <location filename="../../app/widgets/model_table.py"></location>
      <source>Of all its files, in megabytes</source>
      <translation>它的全部文件，单位 MB</translation>
    </message>
    <message>
      <location filename="../../app/widgets/model_table.py"></location>
      <source>State</source>
      <translation>状态</translation>
    </message>
    <message>
      <location filename="../../app/widgets/model_table.py"></location>
      <source>The one in use makes every template and answers every question</source>
      <translation>正在使用的模型生成所有模板，回答所有问题</translation>
    </message>
    <message>
      <location filename="../../app/widgets/model_table.py"></location>
      <source>shipped</source>
      <translation>自带</translation>
    </message>
    <message>
      <location filename="../../app/widgets/model_table.py"></location>
      <source>own</source>
      <translation>自己的</translation>
    </message>
    <message>
      <location filename="../../app/widgets/model_table.py"></location>
      <source>imported</source>
      <translation>导入的</translation>
    </message>
    <message>
      <location filename="../../app/widgets/model_table.py"></location>
      <source>in use</source>
      <translation>使用中</translation>
    </message>
    <message>
      <location filename="../../app/widgets/model_table.py"></location>
      <source>damaged</source>
      <translation>已损坏</translation>
    </message>
    <message>
      <location filename="../../app/widgets/model_table.py"></location>
      <source>Speaker models</source>
      <translation>说话人模型</translation>
    </message>
    <message>
      <location filename="../../app/widgets/notes_editor.py"></location>
      <source>choir, radio</source>
      <translation>合唱团, 电台</translation>
    </message>
    <message>
      <location filename="../../app/widgets/notes_editor.py"></location>
      <source>Save</source>
      <translation>保存</translation>
    </message>
    <message>
      <location filename="../../app/widgets/notes_editor.py"></location>
      <source>Save notes and tags (Ctrl+S)</source>
      <translation>保存备注和标签（Ctrl+S）</translation>
    </message>
    <message>
      <location filename="../../app/widgets/notes_editor.py"></location>
      <source>Tags, with commas between them</source>
      <translation>标签，用逗号分隔</translation>
    </message>
    <message>
      <location filename="../../app/widgets/notes_editor.py"></location>
      <source>Both are searched, and stay on this computer.</source>
      <translation>两者都可以搜索，并且只留在这台计算机上。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/point_panel.py"></location>
      <source>Even</source>
      <translation>均等</translation>
    </message>
    <message>
      <location filename="../../app/widgets/point_panel.py"></location>
      <source>Prior and costs</source>
      <translation>先验与代价</translation>
    </message>
    <message>
      <location filename="../../app/widgets/point_panel.py"></location>
      <source>Fixed LLR</source>
      <translation>固定 LLR</translation>
    </message>
    <message>
      <location filename="../../app/widgets/point_panel.py"></location>
      <source>How the operating point is chosen</source>
      <translation>工作点的选择方式</translation>
    </message>
    <message>
      <location filename="../../app/widgets/point_panel.py"></location>
      <source>Prior</source>
      <translation>先验</translation>
    </message>
    <message>
      <location filename="../../app/widgets/point_panel.py"></location>
      <source>Probability beforehand that it is the speaker, 0 to 1</source>
      <translation>事先认为是这个说话人的概率，0 到 1</translation>
    </message>
    <message>
      <location filename="../../app/widgets/point_panel.py"></location>
      <source>Miss costs</source>
      <translation>漏报代价</translation>
    </message>
    <message>
      <location filename="../../app/widgets/point_panel.py"></location>
      <source>Of not supporting the right speaker</source>
      <translation>没有支持真正说话人的代价</translation>
    </message>
    <message>
      <location filename="../../app/widgets/point_panel.py"></location>
      <source>False accept costs</source>
      <translation>误认代价</translation>
    </message>
    <message>
      <location filename="../../app/widgets/point_panel.py"></location>
      <source>Of supporting a wrong speaker, in the unit of the other</source>
      <translation>支持了错误说话人的代价，单位与另一个相同</translation>
    </message>
    <message>
      <location filename="../../app/widgets/point_panel.py"></location>
      <source>Natural logarithm of the likelihood ratio</source>
      <translation>似然比的自然对数</translation>
    </message>
    <message>
      <location filename="../../app/widgets/point_panel.py"></location>
      <source>Use</source>
      <translation>使用</translation>
    </message>
    <message>
      <location filename="../../app/widgets/point_panel.py"></location>
      <source>Use it from the next answer on (Enter)</source>
      <translation>从下一次回答起使用（回车键）</translation>
    </message>
    <message>
      <location filename="../../app/widgets/point_panel.py"></location>
      <source>“Supports” begins where both answers are equally likely: LLR 0.</source>
      <translation>两种答案同样可能时开始算“支持”：LLR 0。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/point_panel.py"></location>
      <source>“Supports” begins where this speaker is {ratio} times more likely: LLR {llr}.</source>
      <translation>这个说话人的可能性达到 {ratio} 倍时开始算“支持”：LLR {llr}。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/point_panel.py"></location>
      <source>“Supports” ends where another speaker is {ratio} times more likely: LLR {llr}.</source>
      <translation>直到另一个说话人的可能性达到 {ratio} 倍，都算“支持”：LLR {llr}。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/protection_card.py"></location>
      <source>Pass-phrase of now</source>
      <translation>现在的口令</translation>
    </message>
    <message>
      <location filename="../../app/widgets/protection_card.py"></location>
      <source>New pass-phrase</source>
      <translation>新口令</translation>
    </message>
    <message>
      <location filename="../../app/widgets/protection_card.py"></location>
      <source>The same again</source>
      <translation>再输入一次</translation>
    </message>
    <message>
      <location filename="../../app/widgets/protection_card.py"></location>
      <source>Encrypt the gallery anew; the program then begins again</source>
      <translation>重新加密声音库；之后程序会重新启动</translation>
    </message>
    <message>
      <location filename="../../app/widgets/protection_card.py"></location>
      <source>Let the gallery open without a pass-phrase</source>
      <translation>让声音库不用口令就能打开</translation>
    </message>
    <message>
      <location filename="../../app/widgets/protection_card.py"></location>
      <source>Lock now</source>
      <translation>立即锁定</translation>
    </message>
    <message>
      <location filename="../../app/widgets/protection_card.py"></location>
      <source>Close the gallery (Ctrl+Shift+L)</source>
      <translation>关闭声音库（Ctrl+Shift+L）</translation>
    </message>
    <message>
      <location filename="../../app/widgets/protection_card.py"></location>
      <source>When the gallery is locked</source>
      <translation>何时锁定声音库</translation>
    </message>
    <message>
      <location filename="../../app/widgets/protection_card.py"></location>
      <source>How long neither keys nor mouse are touched before it is locked</source>
      <translation>多久不碰键盘和鼠标就锁定</translation>
    </message>
    <message>
      <location filename="../../app/widgets/protection_card.py"></location>
      <source>The gallery is encrypted and opens with its pass-phrase alone. There is no other way in.</source>
      <translation>声音库已加密，只能用口令打开。没有别的办法。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/protection_card.py"></location>
      <source>Whoever can read this disk can read the gallery. With a pass-phrase it is encrypted, and opens with that alone: nobody can recover it for you.</source>
      <translation>谁能读取这个磁盘，谁就能读取声音库。设了口令，它就会加密，并且只能用口令打开：没有人能替您找回口令。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/protection_card.py"></location>
      <source>Change it</source>
      <translation>更改口令</translation>
    </message>
    <message>
      <location filename="../../app/widgets/protection_card.py"></location>
      <source>Set a pass-phrase</source>
      <translation>设置口令</translation>
    </message>
    <message>
      <location filename="../../app/widgets/protection_card.py"></location>
      <source>Never by itself</source>
      <translation>从不自动锁定</translation>
    </message>
    <message>
      <location filename="../../app/widgets/protection_card.py"></location>
      <source>After 1 minute</source>
      <translation>1 分钟后</translation>
    </message>
    <message>
      <location filename="../../app/widgets/protection_card.py"></location>
      <source>After {n} minutes</source>
      <translation>{n} 分钟后</translation>
    </message>
    <message>
      <location filename="../../app/widgets/protection_card.py"></location>
      <source>The two are not the same yet.</source>
      <translation>两次输入还不一样。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/protection_card.py"></location>
      <source>Lock it</source>
      <translation>锁定</translation>
    </message>
    <message>
      <location filename="../../app/widgets/recording_view.py"></location>
      <source>Waveform and spectrogram</source>
      <translation>波形和语谱图</translation>
    </message>
    <message>
      <location filename="../../app/widgets/recording_view.py"></location>
      <source>level</source>
      <translation>电平</translation>
    </message>
    <message>
      <location filename="../../app/widgets/recording_view.py"></location>
      <source>dB</source>
      <translation>dB</translation>
    </message>
    <message>
      <location filename="../../app/widgets/roc_view.py"></location>
      <source>EER {eer:.2f} %</source>
      <translation>等错误率 {eer:.2f} %</translation>
    </message>
    <message>
      <location filename="../../app/widgets/roc_view.py"></location>
      <source>95 of 100 draws of the speakers: {low:.1f} to {high:.1f} %. minDCF(0.01): {dcf:.2f}</source>
      <translation>说话人的 100 次抽取中有 95 次：{low:.1f} 到 {high:.1f} %。minDCF(0.01)：{dcf:.2f}</translation>
    </message>
    <message>
      <location filename="../../app/widgets/roc_view.py"></location>
      <source>{n_target:,} trials of one speaker and {n_impostor:,} of two, among {n_held:,} takes that it was not trained on, of {n_speakers:,} speakers that it was. How it does on others was not measured.</source>
      <translation>{n_target:,} 个同一说话人和 {n_impostor:,} 个不同说话人的试验，来自 {n_held:,} 段没有用于训练的录音，属于 {n_speakers:,} 个用于训练的说话人。在其他人身上如何，没有测量。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/roc_view.py"></location>
      <source>It errs less on these takes: the EER fell by {n:.2f} points.</source>
      <translation>它在这些录音上出错更少：等错误率下降了 {n:.2f} 个百分点。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/roc_view.py"></location>
      <source>It errs more on these takes: the EER rose by {n:.2f} points.</source>
      <translation>它在这些录音上出错更多：等错误率上升了 {n:.2f} 个百分点。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/roc_view.py"></location>
      <source>It errs as much as before on these takes.</source>
      <translation>它在这些录音上出错与以前一样多。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/roc_view.py"></location>
      <source>true accepts (%)</source>
      <translation>正确接受 (%)</translation>
    </message>
    <message>
      <location filename="../../app/widgets/roc_view.py"></location>
      <source>false accepts (%)</source>
      <translation>错误接受 (%)</translation>
    </message>
    <message>
      <location filename="../../app/widgets/roc_view.py"></location>
      <source>Each point is a threshold: how many wrong speakers it would accept, and how many right ones.
The higher a curve, the better. Dashed: before fine-tuning.</source>
      <translation>每个点是一个阈值：会接受多少错误的说话人，又会接受多少正确的说话人。
曲线越高越好。虚线：微调之前。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/roc_view.py"></location>
      <source>Before (dashed)</source>
      <translation>之前（虚线）</translation>
    </message>
    <message>
      <location filename="../../app/widgets/roc_view.py"></location>
      <source>After</source>
      <translation>之后</translation>
    </message>
    <message>
      <location filename="../../app/widgets/roc_view.py"></location>
      <source>Equal error rate: the share of errors at the threshold where both kinds are as frequent</source>
      <translation>等错误率：两种错误同样频繁的阈值上的错误比例</translation>
    </message>
    <message>
      <location filename="../../app/widgets/speaker_checklist.py"></location>
      <source>{n:,} of {all:,} are looked for.</source>
      <translation>寻找 {all:,} 人中的 {n:,} 人。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/speaker_checklist.py"></location>
      <source>Everybody ({all:,}) is looked for.</source>
      <translation>寻找所有人（{all:,}）。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/speaker_checklist.py"></location>
      <source>Speakers to look for</source>
      <translation>要寻找的说话人</translation>
    </message>
    <message>
      <location filename="../../app/widgets/speaker_checklist.py"></location>
      <source>Space checks the speaker in the list</source>
      <translation>空格键勾选列表中的说话人</translation>
    </message>
    <message>
      <location filename="../../app/widgets/speaker_checklist.py"></location>
      <source>Search by name</source>
      <translation>按名字搜索</translation>
    </message>
    <message>
      <location filename="../../app/widgets/speaker_checklist.py"></location>
      <source>Everybody</source>
      <translation>所有人</translation>
    </message>
    <message>
      <location filename="../../app/widgets/speaker_checklist.py"></location>
      <source>Look for everybody who is enrolled</source>
      <translation>寻找所有已注册的人</translation>
    </message>
    <message>
      <location filename="../../app/widgets/speaker_head.py"></location>
      <source>Rename (F2)</source>
      <translation>改名（F2）</translation>
    </message>
    <message>
      <location filename="../../app/widgets/speaker_head.py"></location>
      <source>New name</source>
      <translation>新名字</translation>
    </message>
    <message>
      <location filename="../../app/widgets/speaker_head.py"></location>
      <source>Merge…</source>
      <translation>合并…</translation>
    </message>
    <message>
      <location filename="../../app/widgets/speaker_head.py"></location>
      <source>Make two speakers one (Ctrl+M)</source>
      <translation>把两个说话人合为一个（Ctrl+M）</translation>
    </message>
    <message>
      <location filename="../../app/widgets/speaker_head.py"></location>
      <source>Remove (Shift+Del)</source>
      <translation>删除（Shift+Del）</translation>
    </message>
    <message>
      <location filename="../../app/widgets/speaker_head.py"></location>
      <source>{takes}, {s:.1f} s of speech · enrolled {date}</source>
      <translation>{takes}，{s:.1f} 秒语音 · {date} 注册</translation>
    </message>
    <message>
      <location filename="../../app/widgets/speaker_history.py"></location>
      <source>What was asked about this speaker</source>
      <translation>关于这个说话人问过什么</translation>
    </message>
    <message>
      <location filename="../../app/widgets/speaker_history.py"></location>
      <source>Nothing was asked about this speaker yet. Compare a recording on the Verify page.</source>
      <translation>还没有问过这个说话人。请在“验证”页比较一段录音。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/speaker_picker.py"></location>
      <source>{takes}, {s:.0f} s of speech</source>
      <translation>{takes}，{s:.0f} 秒语音</translation>
    </message>
    <message>
      <location filename="../../app/widgets/speaker_picker.py"></location>
      <source>Enrolled speakers</source>
      <translation>已注册的说话人</translation>
    </message>
    <message>
      <location filename="../../app/widgets/speaker_picker.py"></location>
      <source>No speaker's name has “{text}” in it.</source>
      <translation>没有说话人的名字里有“{text}”。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/speaker_table.py"></location>
      <source>Name; tags and notes are searched, too</source>
      <translation>名字；也会搜索标签和备注</translation>
    </message>
    <message>
      <location filename="../../app/widgets/speaker_table.py"></location>
      <source>Recordings that the speaker is known by</source>
      <translation>用来认识这个说话人的录音</translation>
    </message>
    <message>
      <location filename="../../app/widgets/speaker_table.py"></location>
      <source>Speech</source>
      <translation>语音</translation>
    </message>
    <message>
      <location filename="../../app/widgets/speaker_table.py"></location>
      <source>Speech in all takes together, without pauses, in seconds</source>
      <translation>所有录音中的语音总长，不含停顿，单位秒</translation>
    </message>
    <message>
      <location filename="../../app/widgets/speaker_table.py"></location>
      <source>Enrolled</source>
      <translation>注册日期</translation>
    </message>
    <message>
      <location filename="../../app/widgets/speaker_table.py"></location>
      <source>The day of the first take (UTC)</source>
      <translation>第一段录音的日期（UTC）</translation>
    </message>
    <message>
      <location filename="../../app/widgets/speaker_table.py"></location>
      <source>Last used</source>
      <translation>最近使用</translation>
    </message>
    <message>
      <location filename="../../app/widgets/speaker_table.py"></location>
      <source>The day a recording was last compared with the speaker (UTC)</source>
      <translation>最近一次与这个说话人比较录音的日期（UTC）</translation>
    </message>
    <message>
      <location filename="../../app/widgets/speaker_table.py"></location>
      <source>never</source>
      <translation>从未</translation>
    </message>
    <message>
      <location filename="../../app/widgets/speaker_table.py"></location>
      <source>Search names, tags and notes</source>
      <translation>搜索名字、标签和备注</translation>
    </message>
    <message>
      <location filename="../../app/widgets/speaker_table.py"></location>
      <source>To merge speakers, choose several: hold Ctrl or Shift.</source>
      <translation>要合并说话人，请按住 Ctrl 或 Shift 选择多个。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/speaker_table.py"></location>
      <source>No speaker's name, tags or notes have “{text}” in them.</source>
      <translation>没有说话人的名字、标签或备注里有“{text}”。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/speaker_takes.py"></location>
      <source>Loading the takes…</source>
      <translation>正在载入录音…</translation>
    </message>
    <message>
      <location filename="../../app/widgets/speaker_takes.py"></location>
      <source>Make them a new speaker (Ctrl+N)</source>
      <translation>让它们成为新的说话人（Ctrl+N）</translation>
    </message>
    <message>
      <location filename="../../app/widgets/speaker_takes.py"></location>
      <source>Give them to another speaker (Ctrl+T)</source>
      <translation>把它们移给另一个说话人（Ctrl+T）</translation>
    </message>
    <message>
      <location filename="../../app/widgets/speaker_takes.py"></location>
      <source>New speaker…</source>
      <translation>新说话人…</translation>
    </message>
    <message>
      <location filename="../../app/widgets/speaker_takes.py"></location>
      <source>Remove these takes (Ctrl+Delete)</source>
      <translation>删除这些录音（Ctrl+Delete）</translation>
    </message>
    <message>
      <location filename="../../app/widgets/speaker_takes.py"></location>
      <source>Make a new speaker</source>
      <translation>建立新说话人</translation>
    </message>
    <message>
      <location filename="../../app/widgets/speaker_takes.py"></location>
      <source>Move</source>
      <translation>移动</translation>
    </message>
    <message>
      <location filename="../../app/widgets/speaker_takes.py"></location>
      <source>Make a new speaker of {takes}. Templates and consent go along; the history stays here.</source>
      <translation>用 {takes}建立新的说话人。模板和同意一起移走；历史留在这里。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/speaker_takes.py"></location>
      <source>Whom does this voice belong to? {takes} will be theirs.</source>
      <translation>这个声音是谁的？{takes}将归此人。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/speaker_takes.py"></location>
      <source>{takes} chosen</source>
      <translation>已选择 {takes}</translation>
    </message>
    <message>
      <location filename="../../app/widgets/speaker_takes.py"></location>
      <source>All chosen: one has to stay</source>
      <translation>全部选中：必须留下一段</translation>
    </message>
    <message>
      <location filename="../../app/widgets/stars.py"></location>
      <source>{n} of 5 stars</source>
      <translation>{n} 星，共 5 星</translation>
    </message>
    <message>
      <location filename="../../app/widgets/stars.py"></location>
      <source>0 to 5 stars by the worst of: seconds of speech, clipping, noise, bandwidth, agreement with other takes.</source>
      <translation>0 到 5 星，取最差的一项：语音秒数、削波、噪声、带宽、与其他录音的一致性。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/stars.py"></location>
      <source>Agreement: the mean score with the other takes is {score:.2f}.</source>
      <translation>一致性：与其他录音的平均分数是 {score:.2f}。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/stars.py"></location>
      <source>Strong: 3 takes and 15 s of speech or more. Fair: 2 takes and 5 s. Noise and clipping do not count.</source>
      <translation>强：3 段录音且 15 秒以上语音。中：2 段录音且 5 秒。噪声大或削波的不算。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/stars.py"></location>
      <source>Speaker model: strong</source>
      <translation>说话人模型：强</translation>
    </message>
    <message>
      <location filename="../../app/widgets/stars.py"></location>
      <source>Speaker model: fair</source>
      <translation>说话人模型：中</translation>
    </message>
    <message>
      <location filename="../../app/widgets/stars.py"></location>
      <source>Speaker model: weak</source>
      <translation>说话人模型：弱</translation>
    </message>
    <message>
      <location filename="../../app/widgets/stars.py"></location>
      <source>{name}.</source>
      <translation>{name}。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/stars.py"></location>
      <source> {advice}.</source>
      <translation>{advice}。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/take_list.py"></location>
      <source>Play “{name}”</source>
      <translation>播放“{name}”</translation>
    </message>
    <message>
      <location filename="../../app/widgets/take_list.py"></location>
      <source>Remove “{name}” from the list</source>
      <translation>从列表中移走“{name}”</translation>
    </message>
    <message>
      <location filename="../../app/widgets/take_list.py"></location>
      <source>Choose “{name}”</source>
      <translation>选择“{name}”</translation>
    </message>
    <message>
      <location filename="../../app/widgets/take_list.py"></location>
      <source>Stop “{name}”</source>
      <translation>停止“{name}”</translation>
    </message>
    <message>
      <location filename="../../app/widgets/take_list.py"></location>
      <source>{part:.1%} of it is clipped.</source>
      <translation>其中 {part:.1%} 有削波。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/timeline_stage.py"></location>
      <source>Save timeline…</source>
      <translation>保存时间线…</translation>
    </message>
    <message>
      <location filename="../../app/widgets/timeline_stage.py"></location>
      <source>As RTTM for other programs, or as a table (Ctrl+S)</source>
      <translation>存为供其他程序使用的 RTTM，或表格（Ctrl+S）</translation>
    </message>
    <message>
      <location filename="../../app/widgets/timeline_stage.py"></location>
      <source>Play or stop (Space); the arrow keys go from segment to segment</source>
      <translation>播放或停止（空格键）；方向键在片段之间移动</translation>
    </message>
    <message>
      <location filename="../../app/widgets/timeline_words.py"></location>
      <source>{label}, {start:.1f} to {end:.1f} s. {reason}</source>
      <translation>{label}，{start:.1f} 到 {end:.1f} 秒。{reason}</translation>
    </message>
    <message>
      <location filename="../../app/widgets/timeline_words.py"></location>
      <source> LLR {llr} for {name}.</source>
      <translation>{name} 的 LLR 为 {llr}。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/timeline_words.py"></location>
      <source>Now: somebody, too short yet to tell who</source>
      <translation>现在：有人，还太短，说不出是谁</translation>
    </message>
    <message>
      <location filename="../../app/widgets/timeline_words.py"></location>
      <source>Now: nobody</source>
      <translation>现在：无人</translation>
    </message>
    <message>
      <location filename="../../app/widgets/timeline_words.py"></location>
      <source>Now: {label} (LLR {llr})</source>
      <translation>现在：{label}（LLR {llr}）</translation>
    </message>
    <message>
      <location filename="../../app/widgets/timeline_words.py"></location>
      <source>{name} {s:.1f} s</source>
      <translation>{name} {s:.1f} 秒</translation>
    </message>
    <message>
      <location filename="../../app/widgets/tour_card.py"></location>
      <source>Leave the tour</source>
      <translation>离开导览</translation>
    </message>
    <message>
      <location filename="../../app/widgets/tour_card.py"></location>
      <source>Step {n} of {all}</source>
      <translation>第 {n} 步，共 {all} 步</translation>
    </message>
    <message>
      <location filename="../../app/widgets/trial_source.py"></location>
      <source>The folder that the files of the list are in, where it is not the list's own (F)</source>
      <translation>列表中的文件所在的文件夹，如果不是列表自己的文件夹（F）</translation>
    </message>
    <message>
      <location filename="../../app/widgets/trial_source.py"></location>
      <source>Take the list's own folder again</source>
      <translation>重新使用列表自己的文件夹</translation>
    </message>
    <message>
      <location filename="../../app/widgets/trial_source.py"></location>
      <source>List</source>
      <translation>列表</translation>
    </message>
    <message>
      <location filename="../../app/widgets/trial_source.py"></location>
      <source>Recordings in</source>
      <translation>录音所在</translation>
    </message>
    <message>
      <location filename="../../app/widgets/trial_source.py"></location>
      <source>none chosen yet</source>
      <translation>还没有选择</translation>
    </message>
    <message>
      <location filename="../../app/widgets/trial_source.py"></location>
      <source>the list's folder</source>
      <translation>列表所在的文件夹</translation>
    </message>
    <message>
      <location filename="../../app/widgets/trial_source.py"></location>
      <source>Compare with no other model (M)</source>
      <translation>不与其他模型比较（M）</translation>
    </message>
    <message>
      <location filename="../../app/widgets/trial_source.py"></location>
      <source>Set the folder of another model beside the one in use, on the same trials (M)</source>
      <translation>在同样的试验上，把另一个模型的文件夹放在正在使用的模型旁边（M）</translation>
    </message>
    <message>
      <location filename="../../app/widgets/trial_source.py"></location>
      <source>Compare with a model…</source>
      <translation>与一个模型比较…</translation>
    </message>
    <message>
      <location filename="../../app/widgets/trial_source.py"></location>
      <source>Beside {name}</source>
      <translation>与 {name} 并列</translation>
    </message>
    <message>
      <location filename="../../app/widgets/trial_table.py"></location>
      <source>Point</source>
      <translation>工作点</translation>
    </message>
    <message>
      <location filename="../../app/widgets/trial_table.py"></location>
      <source>Verify: is “{source}” {name}?</source>
      <translation>验证：“{source}”是 {name} 吗？</translation>
    </message>
    <message>
      <location filename="../../app/widgets/trial_table.py"></location>
      <source>Identify: who is “{source}”? {name} came out as the best.</source>
      <translation>辨认：“{source}”是谁？最佳候选是 {name}。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/trial_table.py"></location>
      <source>not kept</source>
      <translation>未保留</translation>
    </message>
    <message>
      <location filename="../../app/widgets/tuning_curves.py"></location>
      <source>loss</source>
      <translation>损失</translation>
    </message>
    <message>
      <location filename="../../app/widgets/tuning_curves.py"></location>
      <source>EER (%)</source>
      <translation>等错误率 (%)</translation>
    </message>
    <message>
      <location filename="../../app/widgets/tuning_curves.py"></location>
      <source>epoch</source>
      <translation>轮</translation>
    </message>
    <message>
      <location filename="../../app/widgets/tuning_curves.py"></location>
      <source>What the training lowers, in nats: each batch, and its mean over the last 15</source>
      <translation>训练所降低的量，单位奈特：每个批次，以及最近 15 个的平均</translation>
    </message>
    <message>
      <location filename="../../app/widgets/tuning_curves.py"></location>
      <source>Equal error rate on the takes that are kept aside; dashed: before fine-tuning. Lower is better.</source>
      <translation>在留出的录音上的等错误率；虚线：微调之前。越低越好。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/tuning_form.py"></location>
      <source>A folder, one subfolder a speaker</source>
      <translation>一个文件夹，每人一个子文件夹</translation>
    </message>
    <message>
      <location filename="../../app/widgets/tuning_form.py"></location>
      <source>Whose voices</source>
      <translation>谁的声音</translation>
    </message>
    <message>
      <location filename="../../app/widgets/tuning_form.py"></location>
      <source>{n:,} of {all:,} are learned from.</source>
      <translation>从 {all:,} 人中的 {n:,} 人学习。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/tuning_form.py"></location>
      <source>Everybody ({all:,}) is learned from.</source>
      <translation>从所有人（{all:,}）学习。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/tuning_form.py"></location>
      <source>Learn from everybody who is enrolled</source>
      <translation>从所有已注册的人学习</translation>
    </message>
    <message>
      <location filename="../../app/widgets/tuning_form.py"></location>
      <source>No folder chosen</source>
      <translation>没有选择文件夹</translation>
    </message>
    <message>
      <location filename="../../app/widgets/tuning_form.py"></location>
      <source>Choose a folder…</source>
      <translation>选择文件夹…</translation>
    </message>
    <message>
      <location filename="../../app/widgets/tuning_form.py"></location>
      <source>Choose a folder of recordings (Ctrl+Shift+O)</source>
      <translation>选择存放录音的文件夹（Ctrl+Shift+O）</translation>
    </message>
    <message>
      <location filename="../../app/widgets/tuning_form.py"></location>
      <source>No model at hand can be fine-tuned.</source>
      <translation>手头没有可以微调的模型。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/tuning_form.py"></location>
      <source>To fine-tune, choose a folder.</source>
      <translation>要微调，请选择文件夹。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/tuning_form.py"></location>
      <source>To fine-tune, two speakers need {n} takes or more, so that some can be kept aside.</source>
      <translation>要微调，需有两个说话人各有 {n} 段以上的录音，以便留出一些。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/tuning_form.py"></location>
      <source>{n:,} of them have {least} takes or more: two in five of these are kept aside to measure on.</source>
      <translation>其中 {n:,} 人有 {least} 段以上的录音：这些录音中五分之二留出来用于测量。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/tuning_form.py"></location>
      <source>About {n:.0f} min on a computer with two idle cores; you can go on working meanwhile.</source>
      <translation>在有两个空闲核心的计算机上大约 {n:.0f} 分钟；其间您可以继续工作。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/tuning_form.py"></location>
      <source>About {n:.0f} min or more, by how much is in the folder; you can go on working meanwhile.</source>
      <translation>大约 {n:.0f} 分钟或更久，取决于文件夹里有多少；其间您可以继续工作。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/tuning_form.py"></location>
      <source>ArcFace</source>
      <translation>ArcFace</translation>
    </message>
    <message>
      <location filename="../../app/widgets/tuning_form.py"></location>
      <source>Softmax</source>
      <translation>Softmax</translation>
    </message>
    <message>
      <location filename="../../app/widgets/tuning_form.py"></location>
      <source>Ring</source>
      <translation>Ring</translation>
    </message>
    <message>
      <location filename="../../app/widgets/tuning_form.py"></location>
      <source>What draws the takes of one speaker together and those of others apart.
ArcFace is the usual one.</source>
      <translation>使同一说话人的录音靠拢、不同说话人的录音分开的方法。
通常用 ArcFace。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/tuning_form.py"></location>
      <source>How often it goes through the takes: 60 batches or more each time</source>
      <translation>把录音过几遍：每遍 60 个批次或更多</translation>
    </message>
    <message>
      <location filename="../../app/widgets/tuning_form.py"></location>
      <source>The model that the new one begins as; it stays as it is</source>
      <translation>新模型由这个模型开始；它本身不变</translation>
    </message>
    <message>
      <location filename="../../app/widgets/tuning_form.py"></location>
      <source>Begin with</source>
      <translation>起点模型</translation>
    </message>
    <message>
      <location filename="../../app/widgets/tuning_form.py"></location>
      <source>Loss</source>
      <translation>损失</translation>
    </message>
    <message>
      <location filename="../../app/widgets/tuning_form.py"></location>
      <source>Epochs</source>
      <translation>轮数</translation>
    </message>
    <message>
      <location filename="../../app/widgets/tuning_form.py"></location>
      <source>Voices</source>
      <translation>声音</translation>
    </message>
    <message>
      <location filename="../../app/widgets/tuning_stage.py"></location>
      <source>Pause</source>
      <translation>暂停</translation>
    </message>
    <message>
      <location filename="../../app/widgets/tuning_stage.py"></location>
      <source>Let the computer do something else (P)</source>
      <translation>让计算机做别的事（P）</translation>
    </message>
    <message>
      <location filename="../../app/widgets/tuning_stage.py"></location>
      <source>End it; it can go on later from where it was (Esc)</source>
      <translation>结束它；以后可以从停下的地方继续（Esc）</translation>
    </message>
    <message>
      <location filename="../../app/widgets/tuning_stage.py"></location>
      <source>Go on</source>
      <translation>继续</translation>
    </message>
    <message>
      <location filename="../../app/widgets/tuning_stage.py"></location>
      <source>From where it was (Enter)</source>
      <translation>从停下的地方（回车键）</translation>
    </message>
    <message>
      <location filename="../../app/widgets/tuning_stage.py"></location>
      <source>Add the new model to the others (K)</source>
      <translation>把新模型加到其他模型中（K）</translation>
    </message>
    <message>
      <location filename="../../app/widgets/tuning_stage.py"></location>
      <source>Keep and use</source>
      <translation>保留并使用</translation>
    </message>
    <message>
      <location filename="../../app/widgets/tuning_stage.py"></location>
      <source>And make its templates, then use it (Enter)</source>
      <translation>并生成它的模板，然后使用它（回车键）</translation>
    </message>
    <message>
      <location filename="../../app/widgets/tuning_stage.py"></location>
      <source>Delete the new model; the one in use stays (D)</source>
      <translation>删除新模型；正在使用的模型保留（D）</translation>
    </message>
    <message>
      <location filename="../../app/widgets/tuning_stage.py"></location>
      <source>The new model: {model}</source>
      <translation>新模型：{model}</translation>
    </message>
    <message>
      <location filename="../../app/widgets/tuning_stage.py"></location>
      <source>It is not in use, and nothing has changed yet.</source>
      <translation>它没有被使用，也还没有任何改变。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/tuning_stage.py"></location>
      <source>Getting ready…</source>
      <translation>正在准备…</translation>
    </message>
    <message>
      <location filename="../../app/widgets/tuning_stage.py"></location>
      <source>Measuring the new model and calibrating it…</source>
      <translation>正在测量并校准新模型…</translation>
    </message>
    <message>
      <location filename="../../app/widgets/tuning_stage.py"></location>
      <source>Learning from {n:,} takes of {speakers:,} speakers; {held:,} other takes are kept aside.</source>
      <translation>从 {speakers:,} 个说话人的 {n:,} 段录音学习；另留出 {held:,} 段录音。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/tuning_stage.py"></location>
      <source>Left out: {files}.</source>
      <translation>略去：{files}。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/tuning_stage.py"></location>
      <source>Learning…</source>
      <translation>正在学习…</translation>
    </message>
    <message>
      <location filename="../../app/widgets/tuning_stage.py"></location>
      <source>Learning… {time} left</source>
      <translation>正在学习… 还剩 {time}</translation>
    </message>
    <message>
      <location filename="../../app/widgets/tuning_stage.py"></location>
      <source>It stopped before its end.</source>
      <translation>它在结束之前停下了。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/tuning_stage.py"></location>
      <source>It stopped after step {n:,} of {all:,}.</source>
      <translation>它在第 {n:,} 步之后停下，共 {all:,} 步。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/tuning_stage.py"></location>
      <source>The model in use is as it was. Go on from the last checkpoint, or discard it.</source>
      <translation>正在使用的模型没有变。请从最近的检查点继续，或丢弃它。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/tuning_stage.py"></location>
      <source>Continue</source>
      <translation>继续</translation>
    </message>
    <message>
      <location filename="../../app/widgets/tuning_stage.py"></location>
      <source>The model learns to tell your speakers apart. Some of their takes are kept aside: on these you see before and after, then you decide which model you want.</source>
      <translation>模型学习分辨您的说话人。他们的一些录音会留出来：您可以在这些录音上看到前后对比，然后决定要哪个模型。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/verdict_card.py"></location>
      <source>It changes nothing of the answer. Good loudspeakers and neural voices leave no such signs.</source>
      <translation>它不影响回答。好的扬声器和神经网络合成的声音不会留下这样的痕迹。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/verdict_card.py"></location>
      <source>Score against each take</source>
      <translation>与每段录音的分数</translation>
    </message>
    <message>
      <location filename="../../app/widgets/verdict_card.py"></location>
      <source>Report…</source>
      <translation>报告…</translation>
    </message>
    <message>
      <location filename="../../app/widgets/verdict_card.py"></location>
      <source>Save a report about this answer as PDF (S or Ctrl+S)</source>
      <translation>把这个回答的报告存为 PDF（S 或 Ctrl+S）</translation>
    </message>
    <message>
      <location filename="../../app/widgets/verdict_card.py"></location>
      <source>From {start:.1f} to {end:.1f} s the voice supports another speaker.</source>
      <translation>从 {start:.1f} 到 {end:.1f} 秒，声音支持另一个说话人。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/verdict_card.py"></location>
      <source>From {start:.1f} to {end:.1f} s the voice supports this speaker.</source>
      <translation>从 {start:.1f} 到 {end:.1f} 秒，声音支持这个说话人。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/verdict_card.py"></location>
      <source>{n} more stretches are marked below.</source>
      <translation>下面还标出了另外 {n} 段。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/verdict_card.py"></location>
      <source>Experimental: signs of a loudspeaker, which about 1 genuine recording in 30 has.</source>
      <translation>试验性：有扬声器重放的痕迹，真实录音中约每 30 段有 1 段也有。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/verdict_card.py"></location>
      <source>Experimental: signs of a synthesizer, which about 1 genuine recording in 30 has.</source>
      <translation>试验性：有合成语音的痕迹，真实录音中约每 30 段有 1 段也有。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/verdict_card.py"></location>
      <source>Does not support</source>
      <translation>不支持</translation>
    </message>
    <message>
      <location filename="../../app/widgets/verdict_card.py"></location>
      <source>The recording supports that {name} is speaking.</source>
      <translation>这段录音支持是 {name} 在说话。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/verdict_card.py"></location>
      <source>The recording does not support that {name} is speaking.</source>
      <translation>这段录音不支持是 {name} 在说话。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/verdict_card.py"></location>
      <source>The recording does not tell whether {name} is speaking.</source>
      <translation>这段录音不能说明是不是 {name} 在说话。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/verdict_card.py"></location>
      <source>not measurable</source>
      <translation>无法测量</translation>
    </message>
    <message>
      <location filename="../../app/widgets/verdict_card.py"></location>
      <source>{x:.0f} dB</source>
      <translation>{x:.0f} dB</translation>
    </message>
    <message>
      <location filename="../../app/widgets/verdict_card.py"></location>
      <source>{s:.1f} s, SNR {snr}</source>
      <translation>{s:.1f} 秒，信噪比 {snr}</translation>
    </message>
    <message>
      <location filename="../../app/widgets/verdict_card.py"></location>
      <source>{score}, no threshold</source>
      <translation>{score}，没有阈值</translation>
    </message>
    <message>
      <location filename="../../app/widgets/verdict_card.py"></location>
      <source>{score} (threshold {threshold})</source>
      <translation>{score}（阈值 {threshold}）</translation>
    </message>
    <message>
      <location filename="../../app/widgets/verdict_card.py"></location>
      <source>How far the cosine of the two voices lies above what is usual for them, judged by the most similar voices of a reference population</source>
      <translation>两个声音的余弦比它们的通常值高多少，通常值由参照人群中最相似的声音得出</translation>
    </message>
    <message>
      <location filename="../../app/widgets/verdict_card.py"></location>
      <source>Cosine similarity to the speaker's takes, and the threshold</source>
      <translation>与说话人各段录音的余弦相似度，以及阈值</translation>
    </message>
    <message>
      <location filename="../../app/widgets/verdict_card.py"></location>
      <source>In words</source>
      <translation>文字表述</translation>
    </message>
    <message>
      <location filename="../../app/widgets/verdict_card.py"></location>
      <source>Cosine</source>
      <translation>余弦</translation>
    </message>
    <message>
      <location filename="../../app/widgets/verdict_card.py"></location>
      <source>Similarity to the speaker's takes, before it is normalised</source>
      <translation>与说话人各段录音的相似度，归一化之前</translation>
    </message>
    <message>
      <location filename="../../app/widgets/verdict_card.py"></location>
      <source>Net speech in the recording, and speech to noise ratio</source>
      <translation>录音中的净语音，以及信噪比</translation>
    </message>
    <message>
      <location filename="../../app/widgets/verdict_card.py"></location>
      <source>The network that turned both voices into numbers</source>
      <translation>把两个声音变成数字的网络</translation>
    </message>
    <message>
      <location filename="../../app/widgets/voice_panel.py"></location>
      <source>Stop recording</source>
      <translation>停止录音</translation>
    </message>
    <message>
      <location filename="../../app/widgets/voice_panel.py"></location>
      <source>Record</source>
      <translation>录音</translation>
    </message>
    <message>
      <location filename="../../app/widgets/voice_panel.py"></location>
      <source>{what} (R or Ctrl+R)</source>
      <translation>{what}（R 或 Ctrl+R）</translation>
    </message>
    <message>
      <location filename="../../app/widgets/voice_panel.py"></location>
      <source>Look for microphones again</source>
      <translation>重新查找麦克风</translation>
    </message>
    <message>
      <location filename="../../app/widgets/voice_panel.py"></location>
      <source>Count down before recording (T); press Record again to begin at once</source>
      <translation>录音前倒计时（T）；再按一次录音键立即开始</translation>
    </message>
    <message>
      <location filename="../../app/widgets/voice_panel.py"></location>
      <source>In {n}…</source>
      <translation>{n} 秒后…</translation>
    </message>
    <message>
      <location filename="../../app/widgets/voice_panel.py"></location>
      <source>Esc cancels</source>
      <translation>Esc 取消</translation>
    </message>
    <message>
      <location filename="../../app/widgets/voice_panel.py"></location>
      <source>No microphone found</source>
      <translation>没有找到麦克风</translation>
    </message>
    <message>
      <location filename="../../app/widgets/voice_panel.py"></location>
      <source>Opening…</source>
      <translation>正在打开…</translation>
    </message>
    <message>
      <location filename="../../app/widgets/voice_panel.py"></location>
      <source>Listening back…</source>
      <translation>正在回听…</translation>
    </message>
    <message>
      <location filename="../../app/widgets/voice_panel.py"></location>
      <source>or press Ctrl+R</source>
      <translation>或按 Ctrl+R</translation>
    </message>
    <message>
      <location filename="../../app/widgets/voice_panel.py"></location>
      <source>The microphone to record from</source>
      <translation>用来录音的麦克风</translation>
    </message>
    <message>
      <location filename="../../app/widgets/words.py"></location>
      <source>1 take</source>
      <translation>1 段录音</translation>
    </message>
    <message>
      <location filename="../../app/widgets/words.py"></location>
      <source>{n} takes</source>
      <translation>{n} 段录音</translation>
    </message>
    <message>
      <location filename="../../app/widgets/words.py"></location>
      <source>{speech:.1f} s speech of {all:.1f} s</source>
      <translation>{all:.1f} 秒中有 {speech:.1f} 秒语音</translation>
    </message>
    <message>
      <location filename="../../app/widgets/words.py"></location>
      <source> · SNR {snr:.0f} dB</source>
      <translation> · 信噪比 {snr:.0f} dB</translation>
    </message>
    <message>
      <location filename="../../app/widgets/words.py"></location>
      <source>Seconds of speech and of all. SNR: by how much the speech is above the noise.</source>
      <translation>语音秒数和总秒数。信噪比：语音比噪声高多少。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/words.py"></location>
      <source> Peak: {peak:.0f} dB below full scale; {clipped:.1%} of it is clipped.</source>
      <translation>峰值：比满刻度低 {peak:.0f} dB；其中 {clipped:.1%} 有削波。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/words.py"></location>
      <source> The speech reaches up to {khz:.1f} kHz, of 8.</source>
      <translation>语音达到 {khz:.1f} kHz，上限是 8。</translation>
    </message>
    <message>
      <location filename="../../app/widgets/words.py"></location>
      <source>For {n} days</source>
      <translation>{n} 天</translation>
    </message>
    <message>
      <location filename="../../app/widgets/words.py"></location>
      <source>No end date</source>
      <translation>没有期限</translation>
    </message>
    <message>
      <location filename="../../app/widgets/words.py"></location>
      <source>For 1 year</source>
      <translation>1 年</translation>
    </message>
    <message>
      <location filename="../../app/widgets/words.py"></location>
      <source>For {n} years</source>
      <translation>{n} 年</translation>
    </message>
    <message>
      <location filename="../../app/widgets/words.py"></location>
      <source>Templates by {model}, the model in use, made {when}</source>
      <translation>模板由正在使用的模型 {model} 生成，{when}</translation>
    </message>
    <message>
      <location filename="../../app/widgets/words.py"></location>
      <source>Templates by {model} for {n} of {all} takes, made {when}; the others are made when next needed</source>
      <translation>模板由 {model} 为 {all} 段录音中的 {n} 段生成，{when}；其余的在下次需要时生成</translation>
    </message>
    <message>
      <location filename="../../app/widgets/words.py"></location>
      <source>Templates by {model}, made {when}; with the model in use they are made anew when next needed</source>
      <translation>模板由 {model} 生成，{when}；下次需要时会用正在使用的模型重新生成</translation>
    </message>
    <message>
      <location filename="../../app/widgets/words.py"></location>
      <source>No templates yet: they are made when next needed</source>
      <translation>还没有模板：下次需要时生成</translation>
    </message>
    <message>
      <location filename="../../app/widgets/words.py"></location>
      <source>at an unknown time</source>
      <translation>时间未知</translation>
    </message>
    <message>
      <location filename="../../app/widgets/words.py"></location>
      <source>{n:.1f} MB</source>
      <translation>{n:.1f} MB</translation>
    </message>
    <message>
      <location filename="../../app/widgets/words.py"></location>
      <source>{n:.1f} kB</source>
      <translation>{n:.1f} kB</translation>
    </message>
    <message>
      <location filename="../../app/window.py"></location>
      <source>Verify a recording</source>
      <translation>验证一段录音</translation>
    </message>
    <message>
      <location filename="../../app/window.py"></location>
      <source>Identify who is speaking</source>
      <translation>辨认是谁在说话</translation>
    </message>
    <message>
      <location filename="../../app/window.py"></location>
      <source>All speakers</source>
      <translation>所有说话人</translation>
    </message>
    <message>
      <location filename="../../app/window.py"></location>
      <source>Look into recordings and live sound</source>
      <translation>细看录音和实时声音</translation>
    </message>
    <message>
      <location filename="../../app/window.py"></location>
      <source>Measure how often the program errs</source>
      <translation>测量程序多常出错</translation>
    </message>
    <message>
      <location filename="../../app/window.py"></location>
      <source>Speaker models, and fine-tuning them</source>
      <translation>说话人模型，以及微调模型</translation>
    </message>
    <message>
      <location filename="../../app/window.py"></location>
      <source>Devices, look, language and data</source>
      <translation>设备、外观、语言和数据</translation>
    </message>
    <message>
      <location filename="../../app/window.py"></location>
      <source>Menu</source>
      <translation>菜单</translation>
    </message>
    <message>
      <location filename="../../app/window.py"></location>
      <source>Help, recent files, backups … (F10)</source>
      <translation>帮助、最近的文件、备份等（F10）</translation>
    </message>
    <message>
      <location filename="../../app/wiring.py"></location>
      <source>No speaker model</source>
      <translation>没有说话人模型</translation>
    </message>
    <message>
      <location filename="../../app/wiring.py"></location>
      <source>Put back a copy…</source>
      <translation>放回副本…</translation>
    </message>
    <message>
      <location filename="../../app/wiring.py"></location>
      <source>Model: {id}</source>
      <translation>模型：{id}</translation>
    </message>
    <message>
      <location filename="../../app/wiring.py"></location>
      <source>{name} is enrolled.</source>
      <translation>{name} 已注册。</translation>
    </message>
    <message>
      <location filename="../../app/wiring.py"></location>
      <source>The takes were added to {name}.</source>
      <translation>录音已添加到 {name}。</translation>
    </message>
    <message>
      <location filename="../../app/wiring.py"></location>
      <source>The consent of {name} is recorded.</source>
      <translation>已记录 {name} 的同意。</translation>
    </message>
    <message>
      <location filename="../../app/wiring.py"></location>
      <source>{takes}, {s:.1f} s of speech.</source>
      <translation>{takes}，{s:.1f} 秒语音。</translation>
    </message>
    <message>
      <location filename="../../app/wiring.py"></location>
      <source>Delete for good</source>
      <translation>彻底删除</translation>
    </message>
    <message>
      <location filename="../../app/wiring.py"></location>
      <source>A recording is being made.</source>
      <translation>正在录音。</translation>
    </message>
    <message>
      <location filename="../../app/wiring.py"></location>
      <source>What was recorded is kept on this computer and offered when the program starts again.</source>
      <translation>录下的内容保留在这台计算机上，程序下次启动时会再提供给您。</translation>
    </message>
    <message>
      <location filename="../../app/wiring.py"></location>
      <source>Close anyway</source>
      <translation>仍然关闭</translation>
    </message>
    <message>
      <location filename="../../app/wiring.py"></location>
      <source>Stay</source>
      <translation>留下</translation>
    </message>
  </context>
</TS>
